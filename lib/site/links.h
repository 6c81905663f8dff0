// The link check: every address on every page of a folder of HTML leads somewhere, and nothing is fetched from the net.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven::site {

struct LinkReport {
  Index pages = 0;
  Index links = 0;                  // addresses within the site that were looked up
  Index external = 0;               // links to other sites: only counted, the check needs no net
  std::vector<std::string> faults;  // "course.html: chapter_9.html is not there"
};

// Looks at all .html and .css files of the folder, and of the folders in it: files that are missing, anchors that the
// page they name does not have, ids that a page has twice, and pictures, scripts, styles and fonts from elsewhere.
LinkReport check_links(const std::filesystem::path& site);

}  // namespace seven::site
