// The first images of a data set, as a data set: a smaller one for an experiment that has to be over in minutes.
#pragma once

#include <memory>

#include "data/dataset.h"

namespace seven {

// Images 0 to count - 1 of `whole`, which it keeps. Throws Error (wrong use) unless there are as many, and one at
// least.
std::unique_ptr<Dataset> first_images(std::unique_ptr<Dataset> whole, Index count);

}  // namespace seven
