// The picture of overlapping windows: which of them lie over a pixel, and what the pixel gets from each.
#pragma once

#include <string>

#include "windows.h"

namespace seven::chapters {

// As SVG.
std::string windows_picture(const Windows& example);

}  // namespace seven::chapters
