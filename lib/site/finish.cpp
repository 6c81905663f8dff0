#include "site/finish.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/error.h"
#include "core/file.h"
#include "site/html.h"
#include "site/page_links.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

// What stands between <name> and </name>, from `from` on; empty if it is not there before `end`.
std::string element(const std::string& xml, const std::string& name, std::size_t from, std::size_t end) {
  const std::size_t begin = xml.find("<" + name + ">", from);
  if (begin == std::string::npos || begin > end) return "";
  const std::size_t text = begin + name.size() + 2;
  return unescape_html(xml.substr(text, xml.find("</" + name + ">", text) - text));
}

void replace_first(std::string& text, std::string_view what, const std::string& with) {
  const std::size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), with);
}

// Cuts out what stands from `begin` to the end of `end`; returns it.
std::string take(std::string& text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  const std::size_t to = from == std::string::npos ? from : text.find(end, from);
  if (to == std::string::npos) return "";
  const std::string part = text.substr(from, to + end.size() - from);
  text.erase(from, part.size());
  return part;
}

std::string table_of_contents(const std::vector<Heading>& headings) {
  std::string list;
  int sections = 0;
  for (const Heading& heading : headings) {
    if (heading.level > 3) continue;
    if (heading.level == 2) ++sections;
    list +=
        "<li class=\"level" + std::to_string(heading.level - 1) + "\"><a href=\"#" + heading.id + "\">" +
        replace_tags(heading.html,
                     [](const Tag& tag) { return tag.name == "a" ? std::optional<std::string>("") : std::nullopt; }) +
        "</a></li>\n";
  }
  if (sections < 3) return "";
  return "<div class=\"toc interactive\"><h3>On this page</h3>\n<ul>" + list + "</ul>\n</div>\n";
}

std::string link(const std::string& file, const std::string& title, const std::string& current) {
  return "<li><a href=\"" + file + "\"" + (file == current ? " aria-current=\"page\"" : "") + ">" + escape_html(title) +
         "</a></li>\n";
}

}  // namespace

PageOfPath read_tags(const std::string& xml, const fs::path& input, const fs::path& html) {
  PageOfPath result;
  const std::string root = input.string() + "/";
  const std::string begin = "<compound kind=\"file\">";
  for (std::size_t at = xml.find(begin); at != std::string::npos; at = xml.find(begin, at + 1)) {
    const std::size_t end = xml.find("</compound>", at);
    const std::string path = element(xml, "path", at, end) + element(xml, "name", at, end);
    if (!path.starts_with(root)) continue;
    const std::string page = element(xml, "filename", at, end);
    result[path.substr(root.size())] = page.ends_with(".html") ? page : page + ".html";
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(html)) {
    const std::string page = entry.path().filename().string();
    if (!page.starts_with("dir_") || !page.ends_with(".html")) continue;
    const std::string title = element(read_file(entry.path()), "title", 0, std::string::npos);
    result[title.substr(0, title.find(' '))] = page;  // "lib/ops Directory Reference"
  }
  return result;
}

std::string sidebar(const std::vector<Page>& pages, const std::string& current) {
  const auto all = [&](PageKind kind, const std::string& before = "") {
    std::string items;
    for (const Page& page : pages) {
      if (page.kind == kind) items += link(page.label + ".html", before + page.title, current);
    }
    return items;
  };
  const auto one = [&](const std::string& source, const std::string& title) {
    const Page* page = page_at(pages, source);
    return page == nullptr ? "" : link(page->label + ".html", title, current);
  };
  const auto list = [](const std::string& heading, const std::string& items) {
    if (items.empty()) return std::string();
    return (heading.empty() ? "" : "<h2>" + heading + "</h2>\n") + "<ul>\n" + items + "</ul>\n";
  };
  return list("", link("index.html", "Start here", current) + one("chapters", "The course")) +
         list("Chapters", all(PageKind::chapter)) +
         list("To look up", all(PageKind::guide) + one("lib", "The library, file by file") +
                                link("namespaceseven.html", "All names of the library", current) +
                                one("docs/results", "Measured results") + all(PageKind::data, "Data: "));
}

std::string neighbours(const std::vector<Page>& pages, const Page& page) {
  const auto here = std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.label == page.label; });
  if (here == pages.end() || page.kind != PageKind::chapter) return "";
  std::string html = "<nav class=\"neighbours\" aria-label=\"Chapters before and after\">\n";
  const auto side = [&](const Page& other, const char* rel, const char* word) {
    html += "<a rel=\"" + std::string(rel) + "\" href=\"" + other.label + ".html\"><span>" + word + "</span> " +
            escape_html(other.title) + "</a>\n";
  };
  if (here != pages.begin() && (here - 1)->kind == PageKind::chapter) {
    side(*(here - 1), "prev", "Previous");
  } else if (const Page* course = page_at(pages, "chapters")) {
    side(*course, "prev", "Up");
  }
  if (here + 1 != pages.end() && (here + 1)->kind == PageKind::chapter) side(*(here + 1), "next", "Next");
  return html + "</nav>\n";
}

std::string finish_page(const std::string& html, const std::string& file, const Finish& finish) {
  std::map<std::string, std::string> folder_of_page;  // Doxygen's pages of folders, which ours replace
  std::string source;
  for (const auto& [path, page] : finish.page_of_path) {
    if (page.starts_with("dir_")) folder_of_page[page] = path;
    if (page == file) source = path;
  }
  bool drop = false;  // the end of a link that is none any more
  std::string result = replace_tags(html, [&](const Tag& tag) -> std::optional<std::string> {
    if (tag.name != "a") return std::nullopt;
    if (tag.closing) {
      if (!drop) return std::nullopt;
      drop = false;
      return "";
    }
    Tag turned = tag;
    for (auto& [name, value] : turned.attributes) {
      if (name != "href") continue;
      if (value.starts_with(kSourceLink)) {
        const std::string target = value.substr(kSourceLink.size());
        const std::string path = target.substr(0, target.find('#'));
        const auto page = finish.page_of_path.find(path);
        if (page == finish.page_of_path.end()) throw Error("a source has no page on the site").where(path);
        value = page->second + target.substr(path.size());
        return to_text(turned);
      }
      const auto folder = folder_of_page.find(value);
      if (folder == folder_of_page.end()) continue;
      if (folder->second.starts_with("lib/")) {
        value = kLibraryPage + ".html#" + library_anchor(folder->second);
        // A folder without sources of its own has no heading there.
        const auto headings = finish.headings.find(kLibraryPage + ".html");
        const auto known = [&](const Heading& h) { return h.id == library_anchor(folder->second); };
        if (headings == finish.headings.end() ||
            std::none_of(headings->second.begin(), headings->second.end(), known)) {
          value = kLibraryPage + ".html";
        }
      } else if (folder->second == "lib") {
        value = kLibraryPage + ".html";
      } else if (const Page* page = page_at(finish.pages, folder->second)) {
        value = page->label + ".html";
      } else {
        drop = true;
        return "";
      }
      return to_text(turned);
    }
    return std::nullopt;
  });

  // In lists of names, where the name itself is the link.
  for (std::size_t more = result.find(">More...</a>"); more != std::string::npos; more = result.find(">More...</a>")) {
    const std::size_t begin = result.rfind("<a ", more);
    result.erase(begin, more + 12 - begin);
  }
  // Doxygen puts the path of a file or a class into the page's head; it belongs to the text.
  const std::string path = take(result, "<div id=\"nav-path\"", "</div>");
  take(result, "<div class=\"summary\">", "</div>");  // links within the page, one of them wrong for private classes
  replace_first(result, "</div><!-- top -->", "</div><!-- top -->\n<main id=\"doc-content\" tabindex=\"-1\">\n" + path);
  replace_first(result, "<!-- sidebar -->", sidebar(finish.pages, file));
  if (const auto headings = finish.headings.find(file); headings != finish.headings.end()) {
    replace_first(result, "<div class=\"contents\">",
                  "<div class=\"contents\">\n" + table_of_contents(headings->second));
  }
  const std::string title = take(result, "<div class=\"title\">", "</div>");
  if (!title.empty()) {  // where it stood: in the block of the title
    const std::string text = title.substr(19, title.size() - 19 - 6);
    replace_first(result, "<div class=\"headertitle\">",
                  "<div class=\"headertitle\"><h1 class=\"title\">" + text + "</h1>");
  }
  replace_first(result, "<title>Seven Loops \u00b7 Seven Loops</title>", "<title>Seven Loops</title>");
  if (!source.empty()) {
    const std::string title_begin = "<h1 class=\"title\">";
    replace_first(result, " File Reference", "");  // in the window's title, which has the whole path
    replace_first(result, title_begin + fs::path(source).filename().string() + " File Reference", title_begin + source);
    replace_first(result, "<div class=\"contents\">", "<div class=\"contents source\">");
  }
  return result;
}

bool superfluous(const std::string& file) {
  static constexpr std::array<std::string_view, 13> kBeginnings{
      "dir_",    "files.html",       "pages.html",      "graph_legend",   "annotated.html", "classes.html", "functions",
      "globals", "namespacemembers", "namespaces.html", "hierarchy.html", "inherits.html",  "doxygen_crawl"};
  return file.ends_with("_8dox.html") || file.ends_with("-members.html") ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view b) { return file.starts_with(b); });
}

}  // namespace seven::site
