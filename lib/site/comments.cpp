#include "site/comments.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

#include "site/pages.h"
#include "site/scopes.h"

namespace seven::site {

namespace {

constexpr std::size_t kNone = std::string::npos;

std::size_t indentation(const std::string& line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool path_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '_' || c == '.' || c == '-';
}

// One line of prose: what Doxygen would take for a command is escaped, `code` is marked, pages are linked.
std::string prose(std::string_view line, const LinkToPage& link) {
  std::string result;
  bool code = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '`') {
      result += code ? "</code>" : "<code>";
      code = !code;
      continue;
    }
    if (path_character(c) && (i == 0 || !path_character(line[i - 1]))) {
      std::size_t end = i;
      while (end < line.size() && path_character(line[end])) ++end;
      while (end > i && line[end - 1] == '.') --end;
      const std::string path(line.substr(i, end - i));
      const std::string text = path.ends_with(".md") ? link(path) : "";
      if (!text.empty()) {
        result += text;
        i = end - 1;
        continue;
      }
    }
    if (std::string_view("\\@<>&#%\"").find(c) != std::string_view::npos) result += '\\';
    result += c;
    // A comment of C within the comment that Doxygen is given.
    if (i + 1 < line.size() && (line.substr(i, 2) == "*/" || line.substr(i, 2) == "/*")) result += "<!-- -->";
  }
  return result + (code ? "</code>" : "");
}

// A comment of ours stands alone on its line, or behind code.
struct Line {
  std::string text;
  std::size_t comment = kNone;  // where it begins
  bool declarations = false;    // stands among declarations
  bool outermost = false;       // in no class
  bool blank = false;

  [[nodiscard]] bool alone() const { return comment != kNone && text.find_first_not_of(' ') == comment; }
  [[nodiscard]] bool mark() const { return comment != kNone && text.compare(comment, 3, "//!") == 0; }
  [[nodiscard]] std::string code() const {
    const std::string before = text.substr(0, comment);
    return before.substr(0, before.find_last_not_of(' ') + 1);
  }
  [[nodiscard]] std::string words() const {
    const std::size_t from = comment + 2;
    return text.substr(from < text.size() && text[from] == ' ' ? from + 1 : from);
  }
};

std::vector<Line> read_lines(const std::string& source) {
  std::vector<Line> lines;
  Scopes scopes;
  std::istringstream in(source);
  for (Line line; std::getline(in, line.text);) {
    const bool before = scopes.declarations();
    line.outermost = scopes.namespace_level();
    line.comment = scopes.read(line.text);
    line.declarations = before && scopes.declarations();
    line.blank = line.text.find_first_not_of(' ') == kNone;
    if (!line.mark()) lines.push_back(line);
  }
  return lines;
}

// "  Index H = 0, W = 0;" as two declarations, so that the comment behind both can stand before each: Doxygen would
// give it to the first alone. Any other code stays one.
std::vector<std::string> declarations(const std::string& code) {
  static const std::regex kSeveral(R"(^( *)(\w+) (\w+( = [\w.]+)?(, \w+( = [\w.]+)?)+);$)");
  std::smatch parts;
  if (code.find(',') == kNone || !std::regex_match(code, parts, kSeveral)) return {code};
  std::vector<std::string> result;
  std::istringstream names(parts[3]);
  for (std::string name; std::getline(names, name, ',');) {
    result.push_back(parts[1].str() + parts[2].str() + " " + name.substr(name.find_first_not_of(' ')) + ";");
  }
  return result;
}

// Whether a comment behind this code describes what is declared there.
bool describes(const std::string& code) {
  if (code.empty() || code.find_first_not_of(" }") == kNone) return false;  // "}  // namespace seven"
  if (code[code.find_first_not_of(' ')] == '#') return false;
  return code.back() == ';' || code.back() == ',' || code.back() == '}' ||
         std::isalnum(static_cast<unsigned char>(code.back())) != 0;
}

bool begins_class(const std::string& line) {
  std::istringstream words(line);
  std::string word;
  words >> word;
  if (word == "template") {
    const std::size_t end = line.rfind('>');
    return line.ends_with(">") || begins_class(line.substr(end == kNone ? line.size() : end + 1));
  }
  return (word == "class" || word == "struct") && !line.ends_with(";");
}

std::string file_block(const std::string& source, const std::string& path, const LinkToPage& link) {
  std::istringstream head(head_comment(source));
  std::vector<std::string> lines;
  for (std::string line; std::getline(head, line);) lines.push_back(line);
  return "/** @file\n" + to_doxygen(lines, link) + "\n@includelineno " + path + "\n*/\n";
}

}  // namespace

std::string to_doxygen(const std::vector<std::string>& lines, const LinkToPage& link) {
  std::string result;
  bool list = false;
  bool verbatim = false;
  for (const std::string& line : lines) {
    const std::size_t indent = indentation(line);
    const bool blank = indent == line.size();
    if (!blank && indent < 2) list = line.compare(indent, 2, "- ") == 0;
    const bool as_it_is = !blank && indent >= 2 && !list;
    if (as_it_is != verbatim && !(verbatim && blank)) {
      result += as_it_is ? "@verbatim\n" : "@endverbatim\n";
      verbatim = as_it_is;
    }
    result += (as_it_is ? line : blank ? "" : std::string(indent, ' ') + prose(line.substr(indent), link)) + "\n";
  }
  return result + (verbatim ? "@endverbatim\n" : "");
}

std::string source_for_doxygen(const std::string& source, const std::string& path, const LinkToPage& link) {
  return file_block(source, path, link);
}

std::string header_for_doxygen(const std::string& source, const std::string& path, const LinkToPage& link,
                               const std::string& note) {
  const std::vector<Line> lines = read_lines(source);
  std::string result = file_block(source, path, link);
  std::size_t i = 0;
  while (i < lines.size() && lines[i].text.starts_with("//")) ++i;  // the file's own comment
  while (i < lines.size()) {
    // A block of comment lines, and the line below it.
    std::vector<std::string> words;
    const std::size_t first = i;
    while (i < lines.size() && lines[i].alone() && lines[i].declarations) words.push_back(lines[i++].words());
    const bool attached =
        !words.empty() && i < lines.size() && !lines[i].blank && lines[i].code().find_first_not_of(" }") != kNone;
    if (!words.empty() && !attached) {
      for (std::size_t k = first; k < i; ++k) result += lines[k].text + "\n";
      continue;
    }
    const Line& line = lines[i];
    if (line.declarations && line.comment != kNone && !line.alone() && describes(line.code())) {
      words.push_back(line.words());
      // The comment goes on below, in the same column.
      while (i + 1 < lines.size() && lines[i + 1].alone() && lines[i + 1].comment == line.comment) {
        words.push_back(lines[++i].words());
      }
    }
    const bool noted = !note.empty() && line.outermost && begins_class(line.code());
    if (words.empty() && !noted) {
      result += line.text + "\n";
    } else {
      for (const std::string& code : declarations(line.code())) {
        result += "/** " + to_doxygen(words, link) + (noted ? "\n" + note : "") + "*/\n" + code + "\n";
      }
    }
    ++i;
  }
  return result;
}

}  // namespace seven::site
