#include "cuda/simt/lexer.h"

#include <algorithm>
#include <cctype>

namespace seven::simt {

namespace {

bool begins_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }
bool in_name(char c) { return begins_name(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

class Lexer {
 public:
  explicit Lexer(const std::string& text) : text_(text) {}

  std::vector<Word> words() {
    while (at_ < text_.size()) step();
    return std::move(words_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool sees(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }

  void add(Word::Kind kind, std::size_t end) {
    end = std::min(end, text_.size());
    words_.push_back({kind, std::string_view(text_).substr(at_, end - at_), at_, directive_});
    at_ = end;
  }

  void step() {
    const char c = peek();
    if (c == '\n') {
      line_begins_ = true;
      directive_ = false;
      ++at_;
    } else if (c == '\\' && (peek(1) == '\n' || sees("\\\r\n"))) {  // the line goes on
      at_ += peek(1) == '\n' ? 2 : 3;
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (sees("//")) {
      line_comment();
    } else if (sees("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string::npos ? text_.size() : end + 2;
    } else {
      if (line_begins_ && c == '#') directive_ = true;
      line_begins_ = false;
      word(c);
    }
  }

  void line_comment() {
    while (at_ < text_.size() && peek() != '\n') at_ += peek() == '\\' && peek(1) == '\n' ? 2 : 1;
  }

  void word(char c) {
    const bool included =
        directive_ && words_.size() >= 2 && words_.back().is("include") && words_[words_.size() - 2].is("#");
    if (included && (c == '"' || c == '<')) {
      const std::size_t end = text_.find(c == '"' ? '"' : '>', at_ + 1);
      add(c == '"' ? Word::Kind::include : Word::Kind::text, end == std::string::npos ? text_.size() : end + 1);
    } else if (begins_name(c)) {
      std::size_t end = at_;
      while (end < text_.size() && in_name(text_[end])) ++end;
      const std::string_view name = std::string_view(text_).substr(at_, end - at_);
      const bool prefix = name == "R" || name == "LR" || name == "uR" || name == "UR" || name == "u8R";
      if (prefix && end < text_.size() && text_[end] == '"') {
        raw_string(end);
      } else {
        add(Word::Kind::name, end);
      }
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      number();
    } else if (c == '"' || c == '\'') {
      quoted(c);
    } else {
      add(Word::Kind::sign, at_ + (sees("::") || sees("->") ? 2 : 1));
    }
  }

  void raw_string(std::size_t quote) {
    const std::size_t open = text_.find('(', quote);
    if (open == std::string::npos) return add(Word::Kind::text, text_.size());
    const std::string close = ")" + text_.substr(quote + 1, open - quote - 1) + "\"";
    const std::size_t end = text_.find(close, open);
    add(Word::Kind::text, end == std::string::npos ? text_.size() : end + close.size());
  }

  // With what may stand within: 1'000'000, 0x1p-3, 1.5e+10f.
  void number() {
    std::size_t end = at_ + 1;
    while (end < text_.size()) {
      const char c = text_[end];
      const char before = static_cast<char>(std::tolower(static_cast<unsigned char>(text_[end - 1])));
      const bool exponent = (c == '+' || c == '-') && (before == 'e' || before == 'p');
      const bool separator = c == '\'' && end + 1 < text_.size() && in_name(text_[end + 1]);
      if (!in_name(c) && c != '.' && !exponent && !separator) break;
      ++end;
    }
    add(Word::Kind::number, end);
  }

  // To the closing quote, or to the end of the line, where one is missing (#error don't).
  void quoted(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    add(Word::Kind::text, end < text_.size() && text_[end] == quote ? end + 1 : end);
  }

  const std::string& text_;
  std::size_t at_ = 0;
  bool line_begins_ = true, directive_ = false;
  std::vector<Word> words_;
};

}  // namespace

std::vector<Word> words_of(const std::string& text) { return Lexer(text).words(); }

}  // namespace seven::simt
