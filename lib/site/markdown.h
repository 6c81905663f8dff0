// A Markdown page becomes what Doxygen is given: pieces of HTML as they are, and pieces of C++ that Doxygen colours and
// links to the library's names. The HTML comes from cmark-gfm, so a page looks on the site as it looks on GitHub.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/types.h"

namespace seven::site {

struct Heading {
  int level = 2;
  std::string id;
  std::string html;  // its text; formulas and code are marked up
};

struct Piece {
  bool code = false;  // C++, else HTML
  std::string text;
};

struct Converted {
  std::vector<Piece> pieces;
  std::vector<Heading> headings;  // all but the title
  Index formulas = 0;
};

// Formulas, $...$ in a line and $$...$$ on their own, taken out of a Markdown text: each is replaced by a mark that no
// Markdown reader touches. What stands in code stays as it is; "\$" is a dollar.
struct Formula {
  std::string latex;
  bool display = false;
};
std::string take_formulas_out(std::string_view markdown, std::vector<Formula>& formulas);
std::string put_formulas_back(std::string_view html, const std::vector<Formula>& formulas);

// Lines `\snippet FILE LABEL` outside of code become C++ blocks: `show(file, label)` gives their text.
std::string show_snippets(std::string_view markdown,
                          const std::function<std::string(const std::string& file, const std::string& label)>& show);

// What cmark-gfm makes of it.
std::string to_html(const std::string& markdown, const std::filesystem::path& scratch);

// Headings get the ids that GitHub gives them, the title goes (the page has it from elsewhere), and the C++ is cut out.
Converted cut(std::string_view html);

}  // namespace seven::site
