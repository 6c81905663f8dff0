#include "site/markdown.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/scratch.h"
#include "site/html.h"
#include "site/pages.h"
#include "site/process.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

// Two characters of Unicode's private use area: Markdown takes them for letters of an unknown script.
const std::string kMarkBegin = "\uE000";
const std::string kMarkEnd = "\uE001";

// The fence that a line opens, "```" or "~~~~"; empty for every other line.
std::string fence_of(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos || (line[begin] != '`' && line[begin] != '~')) return "";
  const std::size_t end = std::min(line.find_first_not_of(line[begin], begin), line.size());
  return end - begin >= 3 ? line.substr(begin, end - begin) : "";
}

// Calls text(part) for what is prose and code(part) for fenced blocks, fences included; every part ends with a newline.
void split_fences(std::string_view markdown, const std::function<void(const std::string&)>& text,
                  const std::function<void(const std::string&)>& code) {
  std::istringstream lines{std::string(markdown)};
  std::string part;
  std::string open;
  for (std::string line; std::getline(lines, line);) {
    const std::string fence = fence_of(line);
    if (open.empty() && !fence.empty()) {
      text(part);
      part.clear();
      open = fence;
      part += line + "\n";
    } else if (!open.empty() && fence.size() >= open.size() && fence.starts_with(open[0])) {
      code(part + line + "\n");
      part.clear();
      open.clear();
    } else {
      part += line + "\n";
    }
  }
  (open.empty() ? text : code)(part);
}

bool blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }
bool word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// Where the formula that opens at text[i] == '$' ends (its last dollar); npos if this dollar opens none. As on GitHub:
// nothing blank inside the dollars' edges, no letter before, no digit after.
std::size_t end_of_inline(std::string_view text, std::size_t i) {
  if (i + 1 >= text.size() || blank(text[i + 1]) || (i > 0 && word(text[i - 1]))) return std::string_view::npos;
  for (std::size_t end = i + 1; end < text.size(); ++end) {
    if (text[end] == '\\') {
      ++end;
    } else if (text[end] == '\n' && end + 1 < text.size() && text[end + 1] == '\n') {
      break;
    } else if (text[end] == '$') {
      if (blank(text[end - 1])) break;
      return end + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0
                 ? std::string_view::npos
                 : end;
    }
  }
  return std::string_view::npos;
}

std::string take_out(std::string_view text, std::vector<Formula>& formulas) {
  std::string result;
  const auto take = [&](std::string_view latex, bool display) {
    result += kMarkBegin + std::to_string(formulas.size()) + kMarkEnd;
    formulas.push_back({std::string(latex), display});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      result += text[i + 1] == '$' ? "$" : std::string(text.substr(i, 2));
      ++i;
    } else if (text[i] == '`') {  // code: up to as many backticks
      const std::size_t first = std::min(text.find_first_not_of('`', i), text.size());
      const std::string ticks(text.substr(i, first - i));
      std::size_t end = text.find(ticks, first);
      while (end != std::string_view::npos && end + ticks.size() < text.size() && text[end + ticks.size()] == '`') {
        end = text.find(ticks, text.find_first_not_of('`', end));
      }
      const std::size_t paragraph = text.find("\n\n", i);
      const std::size_t stop = end == std::string_view::npos || end > paragraph ? first : end + ticks.size();
      result += text.substr(i, stop - i);
      i = stop - 1;
    } else if (text.substr(i).starts_with("$$")) {
      const std::size_t end = text.find("$$", i + 2);
      if (end == std::string_view::npos) {
        result += text[i];
        continue;
      }
      take(text.substr(i + 2, end - i - 2), true);
      i = end + 1;
    } else if (text[i] == '$') {
      const std::size_t end = end_of_inline(text, i);
      if (end == std::string_view::npos) {
        result += text[i];
        continue;
      }
      take(text.substr(i + 1, end - i - 1), false);
      i = end;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace

std::string take_formulas_out(std::string_view markdown, std::vector<Formula>& formulas) {
  std::string result;
  split_fences(
      markdown, [&](const std::string& text) { result += take_out(text, formulas); },
      [&](const std::string& code) { result += code; });
  return result;
}

std::string put_formulas_back(std::string_view html, const std::vector<Formula>& formulas) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = html.find(kMarkBegin); at != std::string_view::npos; at = html.find(kMarkBegin, done)) {
    const std::size_t digits = at + kMarkBegin.size();
    const std::size_t end = html.find(kMarkEnd, digits);
    std::size_t index = formulas.size();
    if (end != std::string_view::npos) std::from_chars(html.data() + digits, html.data() + end, index);
    if (index >= formulas.size()) throw Error("a page holds a character that the site keeps for itself").got("U+E000");
    const Formula& formula = formulas[index];
    result += html.substr(done, at - done);
    result += formula.display ? "<span class=\"math display\">" : "<span class=\"math\">";
    result += escape_html(formula.latex) + "</span>";
    done = end + kMarkEnd.size();
  }
  return result += html.substr(done);
}

std::string show_snippets(std::string_view markdown,
                          const std::function<std::string(const std::string&, const std::string&)>& show) {
  std::string result;
  const auto text = [&](const std::string& part) {
    std::istringstream lines(part);
    for (std::string line; std::getline(lines, line);) {
      const std::size_t begin = line.find_first_not_of(' ');
      if (begin == std::string::npos || line.compare(begin, 9, "\\snippet ") != 0) {
        result += line + "\n";
        continue;
      }
      std::istringstream words(line.substr(begin + 9));
      std::string file;
      std::string label;
      words >> file >> label;
      const std::string indent = line.substr(0, begin);
      std::istringstream code(show(file, label));
      result += indent + "~~~~~~~~ cpp\n";
      for (std::string row; std::getline(code, row);) result += indent + row + "\n";
      result += indent + "~~~~~~~~\n";
    }
  };
  split_fences(markdown, text, [&](const std::string& code) { result += code; });
  return result;
}

std::string to_html(const std::string& markdown, const fs::path& scratch) {
  const fs::path in = scratch / "page.md";
  const fs::path out = scratch / "page.html";
  put(in, markdown);
  const Command command{
      .words = {"cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "footnotes"},
      .in = in,
      .out = out};
  if (run(command) != 0) throw Error("cmark-gfm could not read a page");
  return read_file(out);
}

Converted cut(std::string_view html) {
  static const std::string kCode = "<pre><code class=\"language-cpp\">";
  static const std::string kCodeEnd = "</code></pre>";
  Converted result;
  std::map<std::string, int> used;  // GitHub numbers headings of the same name
  std::string text;
  std::size_t done = 0;
  const auto end_of = [&](std::string_view what, std::size_t from) {
    return std::min(html.find(what, from), html.size());
  };
  for (const Tag& tag : tags_of(html)) {
    if (tag.begin < done || tag.closing) continue;
    const bool heading = tag.name.size() == 2 && tag.name[0] == 'h' && tag.name[1] >= '1' && tag.name[1] <= '6';
    if (heading) {
      const std::size_t end = end_of("</" + tag.name, tag.end);
      const std::string inner(html.substr(tag.end, end - tag.end));
      std::string id = slug(text_of(inner));
      if (const int count = used[id]++; count > 0) id += "-" + std::to_string(count);
      text += html.substr(done, tag.begin - done);
      done = tag.begin;
      if (tag.name == "h1") {
        done = end + 5;
      } else {
        result.headings.push_back({tag.name[1] - '0', id, inner});
        text += "<" + tag.name + "><a class=\"anchor\" id=\"" + id + "\"></a>";  // as Doxygen writes it
        done = tag.end;
      }
    } else if (html.substr(tag.begin).starts_with(kCode)) {
      const std::size_t begin = tag.begin + kCode.size();
      const std::size_t end = end_of(kCodeEnd, begin);
      text += html.substr(done, tag.begin - done);
      result.pieces.push_back({false, text});
      result.pieces.push_back({true, unescape_html(html.substr(begin, end - begin))});
      text.clear();
      done = std::min(end + kCodeEnd.size(), html.size());
    }
  }
  text += html.substr(done);
  result.pieces.push_back({false, text});
  return result;
}

}  // namespace seven::site
