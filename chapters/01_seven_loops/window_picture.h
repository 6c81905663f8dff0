// The chapter's picture: one window of the padded input, the kernel, and the output element they make.
#pragma once

#include <string>

namespace seven::chapters {

// An SVG with its own background. The numbers in it are computed by the library.
std::string window_picture();

}  // namespace seven::chapters
