// The picture of a warp's sum: five shuffles.
#pragma once

#include <string>

namespace seven::chapters {

// As SVG. Lane i starts with the number i.
std::string shuffle_picture();

}  // namespace seven::chapters
