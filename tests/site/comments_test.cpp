#include "site/comments.h"

#include <doctest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "core/file.h"
#include "site/pages.h"
#include "site/scopes.h"
#include "support/message.h"

using namespace seven;
using namespace seven::site;

namespace {

std::string no_page(const std::string&) { return ""; }

std::string converted(const std::string& header) { return header_for_doxygen(header, "lib/x.h", no_page, ""); }

// The words and numbers of a file's code, without its comments.
std::vector<std::string> code_of(const std::string& source) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source.compare(i, 3, "/**") == 0) {
      i = source.find("*/", i) + 1;
    } else if (source.compare(i, 2, "//") == 0) {
      i = source.find('\n', i);
    } else if (std::isalnum(static_cast<unsigned char>(source[i])) != 0 || source[i] == '_') {
      words.back() += source[i];
      continue;
    }
    if (!words.back().empty()) words.emplace_back();
  }
  return words;
}

}  // namespace

TEST_CASE("comments above and behind declarations become Doxygen's") {
  const std::string text = converted(
      "// The file.\n#pragma once\n\nnamespace seven {\n\n// What it does.\nvoid f(int a);\n\nstruct X {\n"
      "  int n = 0;  // images\n  int P() const { return n; }  // height out\n};\n\nenum class E {\n  one,  // "
      "first\n};\n\n}  // namespace seven\n");
  CHECK(contains(text, "/** @file\nThe file.\n"));
  CHECK(contains(text, "@includelineno lib/x.h"));
  CHECK(contains(text, "/** What it does.\n*/\nvoid f(int a);"));
  CHECK(contains(text, "/** images\n*/\n  int n = 0;"));
  CHECK(contains(text, "/** height out\n*/\n  int P() const"));
  CHECK(contains(text, "/** first\n*/\n  one,"));
  CHECK(contains(text, "}  // namespace seven"));
}

TEST_CASE("a comment that goes on below, and one behind two names") {
  CHECK(
      contains(converted("struct X {\n  int n = 0;  // the window\n              // of channel c\n  int m = 0;\n};\n"),
               "/** the window\nof channel c\n*/\n  int n = 0;\n  int m = 0;"));
  const std::string two = converted("struct X {\n  Index H = 0, W = 0;  // height and width\n};\n");
  CHECK(contains(two, "/** height and width\n*/\n  Index H = 0;"));
  CHECK(contains(two, "/** height and width\n*/\n  Index W = 0;"));
}

TEST_CASE("what stands in functions, and what describes nothing, stays a plain comment") {
  for (const char* text :
       {"inline int f() {\n  // not for readers\n  return 1;  // nor this\n}\n", "// About several things.\n\nint x;\n",
        "void f(int a,  // the first\n       int b);\n", "constexpr const char* k = R\"(\n// in a string\n)\";\n",
        "auto f = [] {\n  // inside\n  g();\n};\n"}) {
    const std::string result = converted("#pragma once\n" + std::string(text));
    CHECK_MESSAGE(contains(result, text), result);
  }
}

TEST_CASE("the marks of snippets are not read as Doxygen's comments") {
  const std::string text = converted("#pragma once\n// Does f.\n//! [f]\nvoid f();\n//! [f]\n");
  CHECK(!contains(text, "//!"));
  CHECK(contains(text, "Does f.\n*/\nvoid f();"));
}

TEST_CASE("what Doxygen would take for commands is escaped, code is marked, formulas in lines of their own stay") {
  const std::string text = to_doxygen(
      {"A <b>, 100 % of #x, a\\b and `v<T> * w`; /* x */ too:", "", "  v = m*v - r*g;", "", "- one", "  more", "done"},
      no_page);
  CHECK(contains(text, "A \\<b\\>, 100 \\% of \\#x, a\\\\b and <code>v\\<T\\> * w</code>"));
  CHECK(!contains(text, "*/"));
  CHECK(!contains(text, "/*"));
  CHECK(contains(text, "@verbatim\n  v = m*v - r*g;\n\n@endverbatim\n- one\n  more\ndone\n"));
}

TEST_CASE("pages are linked, and classes lead to the chapter") {
  const LinkToPage link = [](const std::string& path) {
    return path == "chapters/01/README.md" ? std::string("LINK") : std::string();
  };
  const std::string text = header_for_doxygen(
      "// Chapter 01: chapters/01/README.md.\n#pragma once\nnamespace seven {\nstruct Params {\n  int n;\n};\nstruct "
      "Later;\n}\n",
      "lib/x.h", link, "NOTE\n");
  CHECK(contains(text, "Chapter 01: LINK."));
  CHECK(contains(text, "NOTE\n*/\nstruct Params {"));
  CHECK(!contains(text, "NOTE\n*/\nstruct Later;"));
  CHECK(contains(to_doxygen({"see docs/none.md"}, link), "docs/none.md"));
}

TEST_CASE("a source other than a header is its first comment and itself") {
  const std::string text =
      source_for_doxygen("// naive: the reference.\n\nnamespace { int f() { return 0; } }\n", "lib/x.cpp", no_page);
  CHECK(text == "/** @file\nnaive: the reference.\n\n@includelineno lib/x.cpp\n*/\n");
}

TEST_CASE("no header of the library loses or gains a word of code") {
  const std::filesystem::path root = SEVEN_SOURCE_DIR;
  int headers = 0;
  for (const std::string& path : sources_under(root, "lib")) {
    if (!path.ends_with(".h")) continue;
    const std::string source = read_file(root / path);
    if (contains(source, "R\"")) continue;  // a style sheet has comments of its own
    // All words, in order; a type may stand twice, where two names in one declaration have become two declarations.
    const std::vector<std::string> before = code_of(source);
    const std::vector<std::string> after = code_of(header_for_doxygen(source, path, no_page, ""));
    std::size_t matched = 0;
    for (const std::string& word : after) {
      if (matched < before.size() && word == before[matched]) {
        ++matched;
      } else {
        CHECK_MESSAGE(std::find(before.begin(), before.end(), word) != before.end(), path, ": ", word);
      }
    }
    CHECK_MESSAGE(matched == before.size(), path);
    ++headers;
  }
  CHECK(headers > 50);
}

TEST_CASE("the first sentence of a file") {
  CHECK(first_sentence("conv2d: the seven loops. y = x\n") == "conv2d: the seven loops");
  CHECK(first_sentence("One, e.g. two, of\nthem\n\nmore") == "One, e.g. two, of them");
  CHECK(first_sentence("Numbers (SC 2011). The rest.") == "Numbers (SC 2011)");
}
