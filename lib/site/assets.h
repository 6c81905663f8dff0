// What other people have made and the site carries with it: the style doxygen-awesome-css and the formulas of KaTeX,
// both from their packages, and what is ours in docs/site/.
#pragma once

#include <filesystem>

namespace seven::site {

// Throws Error (skipped), naming packages, if one of the tools or assets is missing.
void expect_tools();

// Copies style sheets, scripts and fonts into the site.
void copy_assets(const std::filesystem::path& root, const std::filesystem::path& html);

}  // namespace seven::site
