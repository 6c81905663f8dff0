// A kernel slides over a picture, and both are printed: one character a pixel.
#pragma once

#include <string>

#include "core/types.h"

namespace seven::chapters {

struct LookOptions {
  std::string file;  // empty: a picture made here
  std::string kernel = "vertical";
  Index stride = 1;
  Index pad = 1;
};

std::string join_kernel_names();

// Throws Error for a kernel without a name here, a picture that cannot be read, and sizes that do not fit.
void look_at_picture(const LookOptions& options);

}  // namespace seven::chapters
