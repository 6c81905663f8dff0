// The chapter's picture: a block's tile of C with its panels of A and B, and a thread's share of it.
#pragma once

#include <string>

namespace seven::chapters {

// As SVG, in the colours of a light or a dark page.
std::string tile_picture();

}  // namespace seven::chapters
