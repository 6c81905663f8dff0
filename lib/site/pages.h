// Which pages the site has, in the order in which one reads them, and what they are called.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace seven::site {

enum class PageKind { main, chapter, guide, results, data, list };  // list: made here

struct Page {
  std::string source;  // from the project's root: "chapters/01_seven_loops/README.md"
  std::string label;   // "chapter_01_seven_loops": the page is label + ".html"; of the main page "index"
  std::string title;   // its first heading: "01 Seven loops"
  PageKind kind = PageKind::guide;
  std::string text;  // Markdown
};

// The project's Markdown pages: README.md; chapters/*/README.md; docs/*.md, lib/**/README.md and exercises/README.md;
// docs/results/*.md; datasets/*/README.md. And three that are made here: the list of the chapters, the list of the
// measured tables, and the library file by file. Throws Error for a page without a heading.
std::vector<Page> find_pages(const std::filesystem::path& root);

// The page that a path of the project leads to, be it the page's own file or a folder that the page is about; null if
// there is none.
const Page* page_at(const std::vector<Page>& pages, std::string_view path);

// Sources and headers under a folder of the project, from its root, sorted.
std::vector<std::string> sources_under(const std::filesystem::path& root, const std::string& folder);
bool is_source(std::string_view path);

// The comment that a source begins with, without its slashes.
std::string head_comment(std::string_view source);

// Its first sentence, without the full stop.
std::string first_sentence(std::string_view comment);

// The identifier that GitHub gives a heading: "Which h, and why?" is "which-h-and-why".
std::string slug(std::string_view heading);

// Where lib/ops/conv2d is described: the id of its heading on the library's page.
std::string library_anchor(std::string_view folder);

inline const std::string kLibraryPage = "library";
inline const std::string kCoursePage = "course";
inline const std::string kResultsPage = "results";

}  // namespace seven::site
