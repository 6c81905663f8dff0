// What is done to Doxygen's pages once they are written: the sidebar with the page's own place marked, the list of
// headings, links to sources, and titles that say which of ten files named naive.cpp this one is.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "site/markdown.h"
#include "site/pages.h"

namespace seven::site {

// Which HTML file a path of the project has become: sources, and the folders that Doxygen makes a page for.
using PageOfPath = std::map<std::string, std::string>;

// Files are read from the tag file that Doxygen writes, folders from the titles of their pages.
PageOfPath read_tags(const std::string& xml, const std::filesystem::path& input, const std::filesystem::path& html);

// The sidebar: the chapters in order, then what one looks things up in.
std::string sidebar(const std::vector<Page>& pages, const std::string& current);

// Links to the chapter before and behind, for its top and its end.
std::string neighbours(const std::vector<Page>& pages, const Page& page);

struct Finish {
  const std::vector<Page>& pages;
  const PageOfPath& page_of_path;
  const std::map<std::string, std::vector<Heading>>& headings;  // by HTML file
};

// One page finished; `file` is its name. Throws Error for a link to a source that has no page.
std::string finish_page(const std::string& html, const std::string& file, const Finish& finish);

// Pages of Doxygen that lead nowhere new: lists of folders, of names by letter.
bool superfluous(const std::string& file);

}  // namespace seven::site
