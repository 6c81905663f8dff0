// The five convolutions of AlexNet: counted, and timed with the library's variants.
#pragma once

#include "program.h"

namespace seven::chapters {

// Prints weights, outputs, multiply-adds and connections of each layer, and what an input of 224 or 227 gives.
void count_alexnet();

// Times every variant of conv2d on each layer, checks that they agree, and records the times on demand.
void time_alexnet(const Program& program);

}  // namespace seven::chapters
