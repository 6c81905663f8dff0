// The chapter's picture: the lanes of a warp, the words that they read, and the sectors that have to come.
#pragma once

#include <string>
#include <vector>

#include "core/types.h"

namespace seven::chapters {

struct StridedRead {
  Index stride;
  Index sectors;  // counted
};

// As SVG: a panel for each, all with the same stretch of memory.
std::string sectors_picture(const std::vector<StridedRead>& reads);

}  // namespace seven::chapters
