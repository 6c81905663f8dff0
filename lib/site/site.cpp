#include "site/site.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/scratch.h"
#include "site/assets.h"
#include "site/comments.h"
#include "site/doxyfile.h"
#include "site/finish.h"
#include "site/html.h"
#include "site/links.h"
#include "site/markdown.h"
#include "site/page_links.h"
#include "site/pages.h"
#include "site/process.h"
#include "site/search.h"
#include "site/snippet.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

const std::string kOurs = "made-by-seven-docs";  // a file that says that a folder may be replaced

// Text for Doxygen that stands for itself.
std::string escape_doxygen(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\@<>&#%\"").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

struct Work {
  fs::path root;
  std::vector<Page> pages;
  fs::path input, pieces;
  Wanted wanted;
  std::map<std::string, std::set<std::string>> linked;   // the sources that each page links, by the page's label
  std::map<std::string, std::vector<Heading>> headings;  // by HTML file
  Index formulas = 0;
};

// One page for Doxygen: a comment that includes its pieces in order.
void stage_page(Work& work, const Page& page) {
  std::vector<Formula> formulas;
  const auto show = [&](const std::string& file, const std::string& label) {
    return snippet(work.root, file, label, page.source);
  };
  const std::string markdown = take_formulas_out(show_snippets(page.text, show), formulas);
  const std::string html = put_formulas_back(to_html(markdown, work.pieces), formulas);
  Wanted wanted;
  const Converted converted = cut(turn_links(html, page, work.pages, work.root, wanted));
  work.linked[page.label] = wanted.sources;
  work.wanted.pictures.merge(wanted.pictures);
  work.wanted.sources.merge(wanted.sources);
  work.formulas += static_cast<Index>(formulas.size());
  work.headings[page.label + ".html"] = converted.headings;

  std::string text = "/** ";
  text += page.kind == PageKind::main ? "@mainpage " : "@page " + page.label + " ";
  text += escape_doxygen(page.title) + "\n";
  const auto include = [&](const char* command, const std::string& name, const std::string& content) {
    put(work.pieces / name, content);
    text += std::string(command) + " " + name + "\n";
  };
  const std::string around = neighbours(work.pages, page);
  if (!around.empty()) include("@htmlinclude[block]", page.label + ".top.html", around);
  int number = 0;
  for (const Piece& piece : converted.pieces) {
    const std::string name = page.label + "." + std::to_string(number++);
    if (piece.code) {
      include("@include", name + ".cpp", piece.text);
    } else {
      include("@htmlinclude[block]", name + ".html", piece.text);
    }
  }
  if (!around.empty()) include("@htmlinclude[block]", page.label + ".end.html", around);
  put(work.input / (page.label + ".dox"), text + "*/\n");
}

// The pages of the chapters that a file of the library says it belongs to. They have to name it too.
std::vector<const Page*> chapters_of(const Work& work, const std::string& source, const std::string& path) {
  std::vector<const Page*> chapters;
  if (!path.starts_with("lib/")) return chapters;
  static const std::regex kNamed(R"(chapters/\w+/README\.md)");
  const std::string head = head_comment(source);
  for (std::sregex_iterator at(head.begin(), head.end(), kNamed); at != std::sregex_iterator(); ++at) {
    const std::string named = at->str();
    const Page* page = page_at(work.pages, named);
    if (page == nullptr)
      throw Error("a file says that it belongs to a chapter that is not there").where(path).got(named);
    if (!work.linked.at(page->label).contains(path)) {
      throw Error("a file says that it belongs to a chapter that does not name it")
          .where(path)
          .expected("a link to it in " + named + ", among the files that the chapter explains");
    }
    chapters.push_back(page);
  }
  return chapters;
}

void stage_source(Work& work, const std::string& path) {
  const std::string source = read_file(work.root / path);
  const LinkToPage link = [&](const std::string& named) {
    const Page* page = page_at(work.pages, named);
    return page == nullptr ? "" : "<a href=\"" + page->label + ".html\">" + escape_doxygen(page->title) + "</a>";
  };
  std::string note;
  for (const Page* chapter : chapters_of(work, source, path)) {
    note += (note.empty() ? "<p>Explained in " : " and ") + link(chapter->source);
  }
  if (!note.empty()) note += ".</p>\n";
  const bool header = path.starts_with("lib/") && path.ends_with(".h");
  const fs::path staged = work.input / path;
  make_directories(staged.parent_path());
  put(staged, header ? header_for_doxygen(source, path, link, note) : source_for_doxygen(source, path, link));
}

// All sources of the library and the chapters, and whatever else a page links.
void stage_sources(Work& work) {
  std::set<std::string> paths = work.wanted.sources;
  for (const char* folder : {"lib", "chapters"}) {
    for (const std::string& path : sources_under(work.root, folder)) paths.insert(path);
  }
  for (const std::string& path : paths) stage_source(work, path);
}

void run_doxygen(const Folder& folder, const DoxygenRun& how) {
  put(folder / "Doxyfile", doxyfile(how));
  put(how.layout, doxygen_layout());
  const Command command{.words = {"doxygen", (folder / "Doxyfile").string()},
                        .directory = folder / "",
                        .out = folder / "doxygen.out",
                        .err = folder / "doxygen.err",
                        .seconds = 300};
  const int code = run(command);
  std::istringstream lines(fs::exists(how.warnings) ? read_file(how.warnings) : "");
  std::string warnings;
  int count = 0;
  for (std::string line; std::getline(lines, line);) {
    for (std::size_t at = line.find(how.input.string() + "/"); at != std::string::npos;
         at = line.find(how.input.string() + "/")) {
      line.erase(at, how.input.string().size() + 1);
    }
    if (!line.empty() && ++count <= 12) warnings += "\n    " + line;
  }
  if (code == 0 && count == 0) return;
  if (warnings.empty()) warnings = "exit code " + std::to_string(code) + " " + read_file(command.err);
  throw Error("Doxygen is not content with the project's pages")
      .where("lines are those of what Doxygen was given, not of the source")
      .got(warnings);
}

void finish(const Work& work, const fs::path& html, const PageOfPath& page_of_path) {
  for (const fs::directory_entry& entry : fs::directory_iterator(html)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".html")) continue;
    if (superfluous(name)) {
      fs::remove(entry.path());
      continue;
    }
    put(entry.path(), finish_page(read_file(entry.path()), name, {work.pages, page_of_path, work.headings}));
  }
  for (const std::string& picture : work.wanted.pictures) {
    make_directories((html / picture).parent_path());
    fs::copy_file(work.root / picture, html / picture);
  }
}

// One page in forty of those that nobody has written, and so a few of each kind.
std::vector<std::string> samples(const fs::path& html, const std::vector<std::string>& course) {
  std::vector<std::string> all;
  for (const fs::directory_entry& entry : fs::directory_iterator(html)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".html") && std::find(course.begin(), course.end(), name) == course.end()) all.push_back(name);
  }
  std::sort(all.begin(), all.end());
  std::vector<std::string> some;
  for (std::size_t i = 0; i < all.size(); i += 40) some.push_back(all[i]);
  return some;
}

void expect_links(const LinkReport& report) {
  if (report.faults.empty()) return;
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(12, report.faults.size()); ++i) list += "\n    " + report.faults[i];
  throw Error(std::to_string(report.faults.size()) + " links of the site lead nowhere").got(list);
}

// A folder that may be replaced: none, an empty one, or an older site.
void expect_ours(const fs::path& out) {
  std::error_code code;
  if (!fs::exists(out, code) || (fs::is_directory(out, code) && fs::is_empty(out, code)) ||
      fs::exists(out / kOurs, code)) {
    return;
  }
  throw Error("this folder holds something that is no site of ours")
      .where(out.string())
      .expected("a new folder, an empty one, or the site that was made before")
      .fix("name another folder (--out)")
      .wrong_use();
}

void put_in_place(const fs::path& made, const fs::path& out) {
  const fs::path old = out.string() + ".old" + std::to_string(::getpid());
  std::error_code code;
  if (fs::exists(out)) fs::rename(out, old, code);
  if (!code) fs::rename(made, out, code);
  if (code) throw Error("the finished site could not be put in its place").where(out.string()).got(code.message());
  fs::remove_all(old, code);
}

}  // namespace

SiteReport build_site(const fs::path& root_given, const fs::path& out_given) {
  expect_tools();
  const fs::path root = fs::canonical(root_given);
  fs::path out = fs::absolute(out_given).lexically_normal();
  if (!out.has_filename()) out = out.parent_path();  // "docs/"
  expect_ours(out);
  make_directories(out.parent_path());
  const Folder folder(out.string() + ".work" + std::to_string(::getpid()));  // beside the site, so that it can be moved
  Work work{.root = root,
            .pages = find_pages(root),
            .input = folder / "input",
            .pieces = folder / "pieces",
            .wanted = {},
            .linked = {},
            .headings = {}};
  make_directories(work.input);
  make_directories(work.pieces);
  for (const Page& page : work.pages) stage_page(work, page);
  stage_sources(work);

  const DoxygenRun how{.root = root,
                       .input = work.input,
                       .pieces = work.pieces,
                       .output = folder / "",
                       .header = root / "docs/site/header.html",
                       .footer = root / "docs/site/footer.html",
                       .layout = folder / "layout.xml",
                       .warnings = folder / "warnings.txt",
                       .tags = folder / "tags.xml"};
  run_doxygen(folder, how);
  const fs::path html = folder / "html";
  finish(work, html, read_tags(read_file(how.tags), how.input, html));
  copy_assets(root, html);

  SiteReport report;
  for (const Page& page : work.pages) {
    report.course.push_back(page.label + ".html");
    if (page.kind == PageKind::chapter) report.chapters.push_back(page.label + ".html");
  }
  report.samples = samples(html, report.course);
  report.sections = write_search_index(html, {report.course.begin(), report.course.end()});
  const LinkReport links = check_links(html);
  expect_links(links);
  put(html / kOurs, "This folder was made by ./seven docs, which replaces it.\n");
  put_in_place(html, out);
  report.index = out / "index.html";
  report.pages = links.pages;
  report.links = links.links;
  report.external = links.external;
  report.formulas = work.formulas;
  return report;
}

}  // namespace seven::site
