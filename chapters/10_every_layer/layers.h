// The kernels of the layers, counted: variants of the library beside each other.
#pragma once

#include "program.h"

namespace seven::chapters {

void count_layers(const Program& program);

}  // namespace seven::chapters
