#include "site/scopes.h"

#include <algorithm>
#include <cctype>

namespace seven::site {

namespace {

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !word_character(text[at - 1])) && (end == text.size() || !word_character(text[end]))) return true;
  }
  return false;
}

// "template <class T> struct X": without what stands in angles, where `class` means something else.
std::string without_angles(std::string_view text) {
  std::string result;
  int depth = 0;
  for (const char c : text) {
    if (c == '<') ++depth;
    if (depth == 0) result += c;
    if (c == '>' && depth > 0) --depth;
  }
  return result;
}

}  // namespace

bool Scopes::declarations() const {
  return parentheses_ == 0 && std::find(open_.begin(), open_.end(), Kind::other) == open_.end();
}

bool Scopes::namespace_level() const {
  return parentheses_ == 0 && std::all_of(open_.begin(), open_.end(), [](Kind k) { return k == Kind::name_space; });
}

void Scopes::open_brace() {
  const std::string head = without_angles(statement_);
  Kind kind = Kind::other;
  if (has_word(head, "namespace")) {
    kind = Kind::name_space;
  } else if (head.find_first_of("(=") == std::string::npos) {
    if (has_word(head, "enum")) {
      kind = Kind::enumeration;
    } else if (has_word(head, "struct") || has_word(head, "class") || has_word(head, "union")) {
      kind = Kind::type;
    }
  }
  open_.push_back(kind);
  statement_.clear();
}

std::size_t Scopes::read(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (raw_delimiter_.empty() && first != std::string_view::npos && line[first] == '#') {  // #pragma, #include
    return std::string_view::npos;
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!raw_delimiter_.empty()) {
      const std::size_t end = line.find(raw_delimiter_, i);
      if (end == std::string_view::npos) return std::string_view::npos;
      i = end + raw_delimiter_.size();
      raw_delimiter_.clear();
      if (i >= line.size()) break;
    }
    const char c = line[i];
    if (c == '/' && line.substr(i).starts_with("//")) return i;
    if (c == '"' && i > 0 && line[i - 1] == 'R') {
      const std::size_t paren = line.find('(', i);
      raw_delimiter_ = ")" + std::string(line.substr(i + 1, paren - i - 1)) + "\"";
      i = paren;
      continue;
    }
    const bool separator = c == '\'' && i > 0 && word_character(line[i - 1]);  // 12'000
    if (c == '"' || (c == '\'' && !separator)) {
      for (++i; i < line.size() && line[i] != c; ++i) i += line[i] == '\\' ? 1 : 0;
      continue;
    }
    switch (c) {
      case '(': ++parentheses_; break;
      case ')': --parentheses_; break;
      case '{': open_brace(); continue;
      case '}':
        if (!open_.empty()) open_.pop_back();
        statement_.clear();
        continue;
      case ';':
        if (parentheses_ == 0) statement_.clear();
        continue;
      default: break;
    }
    statement_ += c;
  }
  statement_ += ' ';
  return std::string_view::npos;
}

}  // namespace seven::site
