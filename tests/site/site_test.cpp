// The whole way, with Doxygen: a small project of one chapter in which faults are planted, and this project itself,
// whose pages are then looked at in a browser.
#include "site/site.h"

#include <doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/file.h"
#include "site/browser.h"
#include "site/links.h"
#include "support/message.h"
#include "support/program.h"
#include "support/temporary_directory.h"

using namespace seven;
using namespace seven::site;

namespace fs = std::filesystem;

namespace {

const fs::path kProject = SEVEN_SOURCE_DIR;

// Without what makes the site, all of this file is skipped, and ctest says so.
void need_tools() {
  const std::vector<std::string> missing = missing_tools();
  if (missing.empty()) return;
  std::printf("skipped: the site cannot be made here, without");
  for (const std::string& package : missing) std::printf(" %s", package.c_str());
  std::printf("\n");
  std::exit(77);
}

const std::string kChapter = R"md(# 01 A stand-in

After this [chapter](main.cpp) you know $a_1 < b$.

## The idea

See [the library](../../lib/ops/README.md), [a.h](../../lib/ops/a/a.h) and [the formula](#the-formula).

![A square](square.svg)

## The formula

$$
y = \frac{a}{b}
$$

| name | value |
|---|---|
| `a*b*c` | $|x|$ |

## The code

\snippet lib/ops/a/a.cpp forward

- [the tests](../../tests/all.sh), [exercise](../../exercises/01/e.cpp)
)md";

// A project with two chapters, one header and one source.
class StandIn {
 public:
  StandIn() {
    need_tools();
    write("README.md",
          "# Seven Loops\n\nBegin with [chapter 1](chapters/01_stand_in/README.md), under [MIT](LICENSE).\n");
    write("LICENSE", "MIT\n");
    write("tests/all.sh", "true\n");
    write("exercises/01/e.cpp", "// e: an exercise.\nint e();\n");
    write("chapters/01_stand_in/README.md", kChapter);
    write("chapters/01_stand_in/square.svg",
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>");
    write("chapters/01_stand_in/main.cpp", "// The chapter's program.\nint main() {}\n");
    write("chapters/02_another/README.md", "# 02 Another\n\nIt says nothing.\n");
    write("lib/ops/README.md", "# ops: the arithmetic\n\nOne folder an op.\n");
    write("lib/ops/a/a.h",
          "// a: the im2col of nothing. y = x * w < 1.\n//\n// Chapter 01: chapters/01_stand_in/README.md.\n#pragma "
          "once\n\n"
          "namespace seven::a {\n\nstruct Params {\n  int N = 0;  // images\n};\n\n// Overwrites `y`.\nvoid "
          "forward(float* y);\n\n}\n");
    write("lib/ops/a/a.cpp",
          "#include \"ops/a/a.h\"\n\nnamespace seven::a {\n//! [forward]\nvoid forward(float* y) { *y = 1; }\n//! "
          "[forward]\n}\n");
    make_directories(root() / "docs");
    fs::copy(kProject / "docs/site", root() / "docs/site", fs::copy_options::recursive);
  }

  [[nodiscard]] fs::path root() const { return folder_ / "project"; }
  [[nodiscard]] fs::path out() const { return folder_ / "site"; }
  void write(const std::string& path, const std::string& text) const {
    make_directories((root() / path).parent_path());
    write_file(root() / path, text);
  }
  SiteReport build() const { return build_site(root(), out()); }
  [[nodiscard]] std::string page(const std::string& file) const { return read_file(out() / file); }
  [[nodiscard]] std::string error() const {
    return message_of([&] { build(); });
  }

 private:
  TemporaryDirectory folder_;
};

void expect(const std::string& text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts)
    CHECK_MESSAGE(contains(text, part), "wanted: ", part, "\n", text.substr(0, 600));
}

// This project's site, made once.
const SiteReport& real_site() {
  need_tools();
  static const TemporaryDirectory folder;
  static const SiteReport report = build_site(kProject, folder / "site");
  return report;
}

}  // namespace

TEST_CASE("a chapter becomes a page with formulas, code, its place in the course and links to what it explains") {
  const StandIn project;
  const SiteReport report = project.build();
  CHECK(report.chapters == std::vector<std::string>{"chapter_01_stand_in.html", "chapter_02_another.html"});
  CHECK(report.formulas == 4);  // the list of chapters has the opening too
  CHECK(report.index == project.out() / "index.html");
  expect(project.page("chapter_01_stand_in.html"),
         {"<h1 class=\"title\">01 A stand-in", "<span class=\"math\">a_1 &lt; b</span>",
          "<span class=\"math display\">", "<a class=\"anchor\" id=\"the-formula\"></a>", "href=\"lib_ops.html\"",
          "src=\"chapters/01_stand_in/square.svg\"", "<span class=\"keywordtype\">void</span> ", "<code>a*b*c</code>",
          "rel=\"next\" href=\"chapter_02_another.html\"", "aria-current=\"page\">01 A stand-in",
          "title=\"in the repository: tests/all.sh\">the tests</span> (tests/all.sh)", "On this page"});
  expect(project.page("chapter_02_another.html"), {"rel=\"prev\" href=\"chapter_01_stand_in.html\""});
  expect(project.page("index.html"),
         {"href=\"chapter_01_stand_in.html\"", "title=\"in the repository: LICENSE\">MIT</span>"});
  expect(project.page("course.html"), {"After this chapter you know"});
  expect(project.page("library.html"), {"href=\"a_8h.html\"", "a: the im2col of nothing", "id=\"libopsa\""});
  CHECK(fs::exists(project.out() / "chapters/01_stand_in/square.svg"));
}

TEST_CASE("pages of headers and classes lead back to the chapter") {
  const StandIn project;
  project.build();
  const std::string chapter = "<a href=\"chapter_01_stand_in.html\">01 A stand-in</a>";
  expect(project.page("a_8h.html"), {"<h1 class=\"title\">lib/ops/a/a.h</h1>", "Chapter 01: " + chapter,
                                     "y = x * w &lt; 1", "library.html#libopsa", "Overwrites <code>y</code>"});
  expect(project.page("structseven_1_1a_1_1Params.html"), {"Explained in " + chapter, "images"});
  expect(project.page("e_8cpp.html"), {"exercises/01/e.cpp", "an exercise"});  // a source that a page links has a page
}

TEST_CASE("what a page names and the project lacks is an error that names the page") {
  const StandIn project;
  const std::string path = "chapters/01_stand_in/README.md";
  project.write(path, "# T\n\n\\snippet lib/ops/a/a.cpp backward\n");
  expect(project.error(), {path, "lib/ops/a/a.cpp", "backward"});
  project.write(path, "# T\n\n[x](../../lib/gone.h)\n");
  expect(project.error(), {path, "../../lib/gone.h"});
  project.write(path, "# T\n\n![x](gone.svg)\n");
  expect(project.error(), {path, "gone.svg"});
  project.write(path, "no title\n");
  expect(project.error(), {path, "# Title"});
  project.write(path, "# T\n\n[x](../02_another/README.md#gone), [a](../../lib/ops/a/a.h)\n");
  expect(project.error(), {"chapter_01_stand_in.html", "chapter_02_another.html#gone"});
  project.write(path, "# T\n\n[a](../../lib/ops/a/a.h) <img src=\"https://example.org/x.png\" alt=\"\">\n");
  expect(project.error(), {"chapter_01_stand_in.html", "fetched from the net"});
  project.write(path, kChapter);
  project.write("lib/ops/a/b.h", "// b: x. Chapter 07: chapters/07_gone/README.md.\n#pragma once\n");
  expect(project.error(), {"lib/ops/a/b.h", "chapters/07_gone/README.md"});
  project.write("lib/ops/a/b.h", "// b: x. Chapter 01: " + path + ".\n#pragma once\n");
  expect(project.error(), {"lib/ops/a/b.h", path, "does not name it"});
}

TEST_CASE("what Doxygen warns of is an error") {
  const StandIn project;
  project.write("lib/ops/a/b.h", "// b: x.\n#pragma once\n/* never closed\n");
  expect(project.error(), {"Doxygen", "lib/ops/a/b.h"});
}

TEST_CASE("an older site is replaced when the new one is whole, and nothing else is ever replaced") {
  const StandIn project;
  project.build();
  project.write("chapters/02_another/README.md", "# 02 Another\n\n[x](gone.md)\n");
  CHECK(contains(project.error(), "gone.md"));
  CHECK(contains(project.page("chapter_02_another.html"), "It says nothing."));
  project.write("chapters/02_another/README.md", "# 02 Another\n\nIt says something.\n");
  project.build();
  CHECK(contains(project.page("chapter_02_another.html"), "It says something."));
  int left = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(project.out().parent_path())) ++left;
  CHECK(left == 2);  // the project and the site: no work is left behind

  const fs::path mine = project.root().parent_path() / "mine";
  make_directories(mine);
  write_file(mine / "letter.txt", "dear");
  CHECK(contains(message_of([&] { build_site(project.root(), mine); }), mine.string()));
  CHECK(read_file(mine / "letter.txt") == "dear");
}

TEST_CASE("the command makes the site, says where it is, and records what was counted") {
  const StandIn project;
  const std::string options = "docs --project " + quoted(project.root()) + " --out " + quoted(project.out());
  check_program(options, 0, {"2 of them chapters", "4 formulas", (project.out() / "index.html").string()});
  check_program("docs --project " + quoted(project.root() / "lib"), 2, {"docs/site", "--project"});
  if (find_browser().empty()) return;
  const fs::path results = project.root() / "docs/results";
  check_program(options + " --record " + quoted(results), 0, {"formulas drawn", "site.md"});
  CHECK(contains(read_file(results / "site.md"), "| formulas drawn |"));
}

TEST_CASE("this project's site is whole") {
  const SiteReport& report = real_site();
  const LinkReport links = check_links(report.index.parent_path());
  CHECK(links.faults.empty());
  CHECK(links.pages == report.pages);
  CHECK(report.pages > 300);
  CHECK(report.links > 10000);
  CHECK(report.sections > report.pages);
  expect(read_file(report.index.parent_path() / "search-index.js"), {"im2col", "conv2d: the seven loops"});
  for (const std::string& page : report.course) {
    if (page == "library.html") continue;  // what files say of themselves may name such things
    const std::string html = read_file(report.index.parent_path() / page);
    for (const char* raw : {"\\snippet", "$$", "\uE000", "seven-source:", "<!-- sidebar -->"}) {
      CHECK_MESSAGE(!contains(html, raw), page, ": ", raw);
    }
  }
}

TEST_CASE("a browser finds nothing wrong with this project's pages, and the search finds im2col") {
  if (find_browser().empty()) {
    MESSAGE("skipped: neither chromium, chromium-browser nor google-chrome is here");
    return;
  }
  const SiteReport& report = real_site();
  std::vector<std::string> pages = report.course;
  pages.insert(pages.end(), report.samples.begin(), report.samples.end());
  const BrowserReport seen = look_at(report.index.parent_path(), pages, "im2col", kProject / "docs/site/check.js");
  CHECK(seen.pages == static_cast<Index>(pages.size()));
  CHECK(seen.formulas == report.formulas);
  for (const std::string& fault : seen.faults) FAIL_CHECK(fault);
}

TEST_CASE("what is wrong with a page is seen in a browser") {
  if (find_browser().empty()) {
    MESSAGE("skipped: neither chromium, chromium-browser nor google-chrome is here");
    return;
  }
  const StandIn project;
  project.write("chapters/02_another/README.md",
                "# 02 Another\n\nA formula that is none: $\\frac{a$ and $\\nosuchcommand$.\n\n"
                "<script>undefined_function();</script>\n\n<p style=\"color: #bbbbbb; background: #ffffff\">pale</p>\n"
                "<p style=\"font-size: 9px\">small</p>\n<div style=\"width: 1500px\">wide</div>\n"
                "<img src=\"broken.svg\" alt=\"x\">\n");
  project.write("chapters/02_another/broken.svg", "no picture\n");
  const SiteReport report = project.build();
  const BrowserReport seen =
      look_at(project.out(), report.course, "nowhere-to-be-found", kProject / "docs/site/check.js");
  std::string faults;
  for (const std::string& fault : seen.faults) faults += fault + "\n";
  CAPTURE(faults);
  for (const char* part : {"a formula is not drawn: \\frac{a", "a formula is not drawn: \\nosuchcommand",
                           "undefined_function is not defined", "light: contrast 1.9", "text of 9px",
                           "pixels wide on a screen of 390", "pixels wide on a screen of 1280",
                           "a picture is not shown", "the search does not find \"nowhere-to-be-found\""}) {
    CHECK_MESSAGE(contains(faults, part), part);
  }
  CHECK(!contains(faults, "chapter_01"));  // only the page with the faults has any
}
