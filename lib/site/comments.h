// Our comments as Doxygen wants them. The library's headers say what they declare in plain `//` above it or behind it;
// Doxygen reads `/** */` only. What it is given is made here, and nobody else sees it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace seven::site {

// Text for a path to a Markdown page that a comment names ("chapters/01_seven_loops/README.md"): a link in Doxygen's
// language; empty for a path that is no page, which then stays as it is.
using LinkToPage = std::function<std::string(const std::string& path)>;

// The lines of a comment, without slashes, in Doxygen's language: paragraphs, lists ("- ..."), and lines indented by
// two and more as they stand.
std::string to_doxygen(const std::vector<std::string>& lines, const LinkToPage& link);

// A header for Doxygen to parse. Its first comment becomes the description of the file, followed by the file itself
// with line numbers; a comment above or behind a declaration becomes its description, and what stands in functions
// stays as it is. `note` is put behind the description of every class (a link to the chapter).
std::string header_for_doxygen(const std::string& source, const std::string& path, const LinkToPage& link,
                               const std::string& note);

// Any other source: its first comment and the file itself, nothing else for Doxygen to find.
std::string source_for_doxygen(const std::string& source, const std::string& path, const LinkToPage& link);

}  // namespace seven::site
