// The course's web site, made from the project's Markdown pages, headers and sources by Doxygen. It needs no net, when
// it is made or when it is read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven::site {

struct SiteReport {
  std::filesystem::path index;        // the page to open
  std::vector<std::string> course;    // the HTML files of the pages that people wrote, and of the lists made for them
  std::vector<std::string> chapters;  // those of them that are chapters, in order
  std::vector<std::string> samples;   // some of the pages that Doxygen has made of sources and classes
  Index pages = 0;                    // HTML files in all
  Index links = 0;                    // addresses within the site, all of which lead somewhere
  Index external = 0;                 // links to other sites, which nobody has followed
  Index formulas = 0;
  Index sections = 0;  // that the search looks through
};

// What the site is made with, as programs or files that are not here, each with its Debian package.
std::vector<std::string> missing_tools();

// Makes the site of the project at `root` in the folder `out`, which it replaces when everything has gone well: until
// then the old site stays. A folder that holds something else is refused. Throws Error: skipped if a tool is missing;
// for a page that names a file or a snippet that is not there, and for a file that names a chapter which is not there
// or does not name the file; for whatever Doxygen warns of; and for links that lead nowhere.
SiteReport build_site(const std::filesystem::path& root, const std::filesystem::path& out);

}  // namespace seven::site
