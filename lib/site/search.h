// The search index: a script with the text of all pages, one entry a section, which the search box looks through.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "core/types.h"

namespace seven::site {

// Writes search-index.js beside the pages; returns how many sections it holds. `first` are the pages of the course:
// what is found there stands before what is found in sources.
Index write_search_index(const std::filesystem::path& site, const std::set<std::string>& first);

}  // namespace seven::site
