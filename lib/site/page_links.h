// Where the links of a page lead: on GitHub to files of the repository, on the site to pages.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "site/pages.h"

namespace seven::site {

// What pages need beside themselves.
struct Wanted {
  std::set<std::string> sources;   // C++ files that are linked: each gets a page
  std::set<std::string> pictures;  // files that go to the site as they are, under their path in the project
};

// A link to a source, until Doxygen has said what that file's page is called.
inline const std::string kSourceLink = "seven-source:";

// The page's HTML with its links turned: Markdown pages and folders become pages of the site, C++ files become links of
// the form kSourceLink + path, pictures keep their path. What has no page (a script, a folder of tests) is named by its
// path in the repository and is no link. Throws Error for a link to something that is not in the project.
std::string turn_links(const std::string& html, const Page& page, const std::vector<Page>& pages,
                       const std::filesystem::path& root, Wanted& wanted);

}  // namespace seven::site
