#include "site/search.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/file.h"
#include "core/scratch.h"
#include "site/html.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

struct Section {
  std::string title;  // empty: the page's beginning
  std::string id;
  std::size_t begin = 0;
};

std::string between(const std::string& html, const std::string& begin, const std::string& end) {
  const std::size_t from = html.find(begin);
  if (from == std::string::npos) return "";
  const std::size_t text = from + begin.size();
  return html.substr(text, html.find(end, text) - text);
}

// A page's text without what nobody searches for: numbers of lines, LaTeX, and headings that are the same everywhere.
std::string searchable(std::string html) {
  for (const auto& [begin, end] : {std::pair<std::string, std::string>{"<span class=\"lineno\">", "</span>"},
                                   {"<span class=\"math", "</span>"},
                                   {"<h2 class=\"groupheader\">", "</h2>"},
                                   {"<h2 class=\"memtitle\">", "</h2>"},
                                   {"<nav ", "</nav>"},
                                   {"<div class=\"toc", "</div>"}}) {
    for (std::size_t at = html.find(begin); at != std::string::npos; at = html.find(begin, at)) {
      const std::size_t close = html.find(end, at);
      html.erase(at, close == std::string::npos ? close : close + end.size() - at);
    }
  }
  return text_of(html);
}

// Where a page's sections begin: at headings with an id, and at Doxygen's description of each member.
std::vector<Section> sections(const std::string& html) {
  std::vector<Section> found{{.title = "", .id = "", .begin = 0}};
  for (const Tag& tag : tags_of(html)) {
    const bool heading = !tag.closing && (tag.name == "h2" || tag.name == "h3" || tag.name == "h4");
    if (!heading) continue;
    const std::string inner = html.substr(tag.end, html.find("</" + tag.name, tag.end) - tag.end);
    const bool member = attribute(tag, "class") == "memtitle";
    const std::string id = between(inner, member ? "href=\"#" : "<a class=\"anchor\" id=\"", "\"");
    if (id.empty()) continue;
    std::string title = text_of(inner);
    if (member) title.erase(0, title.find_first_not_of(' ', title.find(' ')));  // Doxygen's diamond
    found.push_back({.title = title, .id = id, .begin = tag.begin});
  }
  return found;
}

}  // namespace

Index write_search_index(const fs::path& site, const std::set<std::string>& first) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(site)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".html")) files.push_back(name);
  }
  std::sort(files.begin(), files.end(), [&](const std::string& a, const std::string& b) {
    return std::pair(!first.contains(a), a) < std::pair(!first.contains(b), b);
  });
  nlohmann::json index = nlohmann::json::array();
  for (const std::string& name : files) {
    const std::string html = read_file(site / name);
    const std::size_t begin = html.find("<div class=\"textblock\">");
    const std::size_t contents = std::min(begin, html.find("<div class=\"contents"));
    if (contents == std::string::npos) continue;
    const std::string title = text_of(between(html, "<h1 class=\"title\">", "</h1>"));
    const std::string body = html.substr(contents, html.find("<!-- contents -->", contents) - contents);
    const std::vector<Section> parts = sections(body);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t end = i + 1 < parts.size() ? parts[i + 1].begin : body.size();
      const std::string text = searchable(body.substr(parts[i].begin, end - parts[i].begin));
      index.push_back({title, name, parts[i].title, parts[i].id, text, first.contains(name) ? 1 : 0});
    }
  }
  put(site / "search-index.js",
      "window.sevenIndex = " + index.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + ";\n");
  return static_cast<Index>(index.size());
}

}  // namespace seven::site
