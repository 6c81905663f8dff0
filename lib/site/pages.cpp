#include "site/pages.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <regex>
#include <sstream>

#include "core/error.h"
#include "core/file.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

// What a folder holds, from the root, sorted; empty if it is not there.
std::vector<std::string> entries(const fs::path& root, const std::string& folder) {
  std::vector<std::string> found;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(root / folder, code)) {
    found.push_back((fs::path(folder) / entry.path().filename()).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// "lib/ops/README.md": "lib_ops"; "docs/notation.md": "notation".
std::string label_of(const std::string& source, PageKind kind) {
  if (kind == PageKind::main) return "index";
  const fs::path path(source);
  const std::string folder = path.parent_path().filename().string();
  switch (kind) {
    case PageKind::chapter: return "chapter_" + folder;
    case PageKind::results: return "results_" + path.stem().string();
    case PageKind::data: return "datasets_" + folder;
    default: break;
  }
  if (path.filename() != "README.md") return path.stem().string();
  std::string label = path.parent_path().generic_string();
  std::replace(label.begin(), label.end(), '/', '_');
  return label;
}

std::string title_of(const std::string& source, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) return line.substr(2);
    if (!line.empty() && !line.starts_with("<!--")) break;
  }
  throw Error("a page does not begin with its title").where(source).expected("a first line \"# Title\"");
}

void add(std::vector<Page>& pages, const fs::path& root, const std::string& source, PageKind kind) {
  if (!fs::is_regular_file(root / source)) return;
  Page page{.source = source, .label = label_of(source, kind), .title = "", .kind = kind, .text = ""};
  page.text = read_file(root / source);
  page.title = title_of(source, page.text);
  pages.push_back(std::move(page));
}

// The first paragraph after the title. Its links are only text: they would not lead from another page to where they
// lead from their own.
std::string opening(const std::string& text) {
  std::istringstream lines(text);
  std::string paragraph;
  bool titled = false;
  for (std::string line; std::getline(lines, line);) {
    if (!titled) {
      titled = line.starts_with("# ");
    } else if (!line.empty()) {
      paragraph += (paragraph.empty() ? "" : " ") + line;
    } else if (!paragraph.empty()) {
      break;
    }
  }
  static const std::regex kLink(R"(\[([^\]]*)\]\([^)]*\))");
  return std::regex_replace(paragraph, kLink, "$1");
}

// Plain text as Markdown, in a cell of a table. Code in backticks stays code.
std::string escape_markdown(std::string_view text) {
  std::string result;
  bool code = false;
  for (const char c : text) {
    if (c == '`') code = !code;
    if (c == '|' || (!code && std::string_view("\\*_<>[]#$").find(c) != std::string_view::npos)) result += '\\';
    result += c;
  }
  return result;
}

Page course_page(const std::vector<Page>& pages) {
  Page page{.source = "chapters",
            .label = kCoursePage,
            .title = "The course",
            .kind = PageKind::list,
            .text = "# The course\n\n"};
  page.text +=
      "Chapter by chapter, each with a small program that runs in under a minute. Read them in this order: every "
      "chapter "
      "stands on those before it.\n\n";
  for (const Page& chapter : pages) {
    if (chapter.kind != PageKind::chapter) continue;
    page.text += "## [" + chapter.title + "](" + chapter.source + ")\n\n" + opening(chapter.text) + "\n\n";
  }
  return page;
}

Page results_page(const std::vector<Page>& pages) {
  Page page{.source = "docs/results",
            .label = kResultsPage,
            .title = "Measured results",
            .kind = PageKind::list,
            .text = "# Measured results\n\n"};
  page.text +=
      "Every table is written by the command that measured it, with the machine and the date beside each row. No "
      "number "
      "is copied by hand.\n\n";
  for (const Page& table : pages) {
    if (table.kind == PageKind::results) page.text += "- [" + table.title + "](" + table.source + ")\n";
  }
  return page;
}

// The rooms of lib/ in the order in which the README's map names them; those that it does not name come last.
std::vector<std::string> rooms(const fs::path& root, const std::string& readme) {
  std::vector<std::string> found;
  for (const std::string& entry : entries(root, "lib")) {
    if (fs::is_directory(root / entry)) found.push_back(entry);
  }
  std::map<std::string, std::size_t> place;
  for (const std::string& room : found) place[room] = readme.find("[" + room + "]");
  std::stable_sort(found.begin(), found.end(),
                   [&](const std::string& a, const std::string& b) { return place.at(a) < place.at(b); });
  return found;
}

Page library_page(const fs::path& root, const std::vector<Page>& pages) {
  Page page{
      .source = "lib", .label = kLibraryPage, .title = "The library, file by file", .kind = PageKind::list, .text = ""};
  page.text =
      "# The library, file by file\n\nEach file says in its first lines what it is for. A room includes only what "
      "stands "
      "above it on this page.\n\n";
  const std::string readme = pages.empty() ? "" : pages.front().text;
  for (const std::string& room : rooms(root, readme)) {
    std::string folder;
    std::string stem;
    for (const std::string& file : sources_under(root, room)) {
      const fs::path path(file);
      const std::string here = path.parent_path().generic_string();
      if (here != folder) {
        folder = here;
        page.text += "\n## " + folder + "\n\n| file | what it is |\n|---|---|\n";
      }
      const std::string link = "[" + path.filename().string() + "](" + file + ")";
      const std::string what = first_sentence(head_comment(read_file(root / file)));
      if (what.empty() && stem == path.stem()) {  // error.cpp says nothing that error.h has not said
        page.text.insert(page.text.rfind(" | "), " " + link);
        continue;
      }
      stem = path.stem();
      page.text += "| " + link + " | " + escape_markdown(what) + " |\n";
    }
  }
  return page;
}

}  // namespace

std::vector<Page> find_pages(const fs::path& root) {
  std::vector<Page> pages;
  add(pages, root, "README.md", PageKind::main);
  for (const std::string& chapter : entries(root, "chapters"))
    add(pages, root, chapter + "/README.md", PageKind::chapter);
  const bool chapters = pages.size() > 1;
  add(pages, root, "docs/notation.md", PageKind::guide);
  for (const std::string& file : entries(root, "docs")) {
    if (file.ends_with(".md") && file != "docs/notation.md") add(pages, root, file, PageKind::guide);
  }
  for (const std::string& room : entries(root, "lib")) add(pages, root, room + "/README.md", PageKind::guide);
  add(pages, root, "exercises/README.md", PageKind::guide);
  const std::size_t before = pages.size();
  for (const std::string& file : entries(root, "docs/results")) {
    if (file.ends_with(".md")) add(pages, root, file, PageKind::results);
  }
  const bool results = pages.size() > before;
  for (const std::string& set : entries(root, "datasets")) add(pages, root, set + "/README.md", PageKind::data);
  if (chapters) pages.push_back(course_page(pages));
  if (results) pages.push_back(results_page(pages));
  pages.push_back(library_page(root, pages));
  return pages;
}

const Page* page_at(const std::vector<Page>& pages, std::string_view path) {
  for (const Page& page : pages) {
    if (page.source == path || page.source == std::string(path) + "/README.md") return &page;
  }
  return nullptr;
}

bool is_source(std::string_view path) {
  static constexpr std::array<std::string_view, 4> kEndings{".h", ".cpp", ".cu", ".cuh"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

std::vector<std::string> sources_under(const fs::path& root, const std::string& folder) {
  std::vector<std::string> files;
  std::vector<std::string> folders;
  for (const std::string& entry : entries(root, folder)) {
    if (fs::is_directory(root / entry)) {
      folders.push_back(entry);
    } else if (is_source(entry)) {
      files.push_back(entry);
    }
  }
  // A header before its .cpp; then the folders below.
  std::stable_sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
    const std::string stem_a = fs::path(a).stem().string();
    const std::string stem_b = fs::path(b).stem().string();
    return stem_a != stem_b ? stem_a < stem_b : a.ends_with(".h") && !b.ends_with(".h");
  });
  for (const std::string& below : folders) {
    for (std::string& file : sources_under(root, below)) files.push_back(std::move(file));
  }
  return files;
}

std::string head_comment(std::string_view source) {
  std::istringstream lines{std::string(source)};
  std::string comment;
  for (std::string line; std::getline(lines, line) && line.starts_with("//");) {
    if (line.starts_with("//!")) break;
    comment += line.substr(std::min<std::size_t>(line.size(), line.starts_with("// ") ? 3 : 2)) + "\n";
  }
  return comment;
}

std::string first_sentence(std::string_view comment) {
  std::string text;
  for (std::size_t i = 0; i < comment.size(); ++i) {
    const char c = comment[i];
    const char next = i + 1 < comment.size() ? comment[i + 1] : '\n';
    if (c == '\n') {
      if (next == '\n') break;  // a new paragraph
      text += ' ';
      continue;
    }
    text += c;
    const bool stop = c == '.' && (next == '\n' || next == ' ');
    const bool abbreviation = text.ends_with("e.g.") || text.ends_with("i.e.") || text.ends_with(" al.");
    if (stop && !abbreviation) break;
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  return text;
}

std::string slug(std::string_view heading) {
  std::string result;
  for (const char c : heading) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0 || c == '_' || c == '-' || u >= 0x80) {
      result += static_cast<char>(std::tolower(u));
    } else if (c == ' ') {
      result += '-';
    }
  }
  return result;
}

std::string library_anchor(std::string_view folder) { return slug(folder); }

}  // namespace seven::site
