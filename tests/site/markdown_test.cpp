#include "site/markdown.h"

#include <doctest.h>

#include <string>
#include <vector>

#include "site/pages.h"
#include "site/process.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;
using namespace seven::site;

namespace {

std::vector<Formula> formulas_of(const std::string& markdown) {
  std::vector<Formula> formulas;
  take_formulas_out(markdown, formulas);
  return formulas;
}

std::vector<std::string> latex_of(const std::string& markdown) {
  std::vector<std::string> latex;
  for (const Formula& formula : formulas_of(markdown)) latex.push_back(formula.latex);
  return latex;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("formulas are found where GitHub finds them") {
  CHECK(latex_of("the loss $L$, the slope $w \\cdot x$.") == Words{"L", "w \\cdot x"});
  CHECK(latex_of("a line\n$x_{nc}\n+ 1$ goes on") == Words{"x_{nc}\n+ 1"});
  CHECK(latex_of("| $|a|$ | $10^{-2}$ to $10^{-4}$ |") == Words{"|a|", "10^{-2}", "10^{-4}"});
  CHECK(latex_of("$$\ny = \\frac{a}{b}\n$$\n") == Words{"\ny = \\frac{a}{b}\n"});
  CHECK(formulas_of("$$y$$")[0].display);
  CHECK(!formulas_of("$y$")[0].display);
}

TEST_CASE("dollars that are money, variables or code are no formulas") {
  for (const char* text :
       {"it costs $5 and $6", "export X=`$Y` and `$Z`", "```sh\necho $A $B\n```\n", "~~~\n$a$\n~~~\n", "a \\$5\\$ b",
        "US$5$", "one $a\n\nand b$ two", "``code with ` and $a$``"}) {
    CHECK_MESSAGE(latex_of(text).empty(), text);
  }
  std::vector<Formula> none;
  CHECK(take_formulas_out("price: \\$5", none) == "price: $5\n");
}

TEST_CASE("a formula comes back as it was, escaped for HTML") {
  std::vector<Formula> formulas;
  const std::string text = take_formulas_out("if $a < b$ then\n\n$$c & d$$\n", formulas);
  CHECK(!contains(text, "<"));
  const std::string html = put_formulas_back(text, formulas);
  CHECK(contains(html, "if <span class=\"math\">a &lt; b</span> then"));
  CHECK(contains(html, "<span class=\"math display\">c &amp; d</span>"));
  CHECK(contains(message_of([&] { put_formulas_back("\uE0007\uE001", formulas); }), "U+E000"));
}

TEST_CASE("snippets become blocks of C++, in lists too, and not in code") {
  const auto show = [](const std::string& file, const std::string& label) { return file + ":\n" + label + "\n"; };
  CHECK(show_snippets("\\snippet a.cpp forward\n", show) == "~~~~~~~~ cpp\na.cpp:\nforward\n~~~~~~~~\n");
  CHECK(show_snippets("- x\n\n  \\snippet a.cpp f\n", show) == "- x\n\n  ~~~~~~~~ cpp\n  a.cpp:\n  f\n  ~~~~~~~~\n");
  const std::string code = "```\n\\snippet a.cpp f\n```\n";
  CHECK(show_snippets(code, show) == code);
}

TEST_CASE("a page is cut at its C++, and its headings get GitHub's names") {
  const Converted page = cut(
      "<h1>Title</h1>\n<p>a</p>\n<h2>Which <em>h</em>, and why?</h2>\n<pre><code class=\"language-cpp\">if (a &lt; b) "
      "{}\n</code></pre>\n<pre><code class=\"language-sh\">ls\n</code></pre>\n<h2>Which h, and why?</h2>\n");
  REQUIRE(page.pieces.size() == 3);
  CHECK(!contains(page.pieces[0].text, "Title"));
  CHECK(contains(page.pieces[0].text, "<h2><a class=\"anchor\" id=\"which-h-and-why\"></a>Which"));
  CHECK(page.pieces[1].code);
  CHECK(page.pieces[1].text == "if (a < b) {}\n");
  CHECK(contains(page.pieces[2].text, "language-sh"));
  REQUIRE(page.headings.size() == 2);
  CHECK(page.headings[1].id == "which-h-and-why-1");
  CHECK(slug("The files of the library: lib/ops_x") == "the-files-of-the-library-libops_x");
}

TEST_CASE("Markdown becomes the HTML that GitHub shows") {
  if (find_on_path("cmark-gfm").empty()) {
    MESSAGE("skipped: cmark-gfm is not here");
    return;
  }
  const TemporaryDirectory scratch;
  const std::string html = to_html(
      "| a | b |\n|---|--:|\n| `x*y*` | @ref \\foo #1 |\n\n<!-- results: x -->\n1. one:\n\n   ```cpp\n   f();\n   "
      "```\n",
      scratch.path());
  CHECK(contains(html, "<td><code>x*y*</code></td>"));
  CHECK(contains(html, "@ref \\foo #1"));
  CHECK(contains(html, "<pre><code class=\"language-cpp\">f();\n</code></pre>"));
}
