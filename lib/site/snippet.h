// The lines of a compiled file that a page shows: `\snippet lib/ops/conv2d/naive.cpp forward` in a page is what stands
// between two lines with `//! [forward]` in that file.
#pragma once

#include <filesystem>
#include <string>

namespace seven::site {

// The lines between the first two marks [label], without the marks of other snippets among them and without the
// indentation that all lines share. `page` is the page that asks: it is named in the Error for a file that is not
// there, and for a label that does not stand in it exactly twice.
std::string snippet(const std::filesystem::path& root, const std::string& file, const std::string& label,
                    const std::string& page);

}  // namespace seven::site
