// What the column matrix costs: memory on AlexNet's and VGG's layers, and time on AlexNet's.
#pragma once

#include "program.h"

namespace seven::chapters {

// Prints the column matrix's size of each convolution of AlexNet and VGG D beside that of the input.
void count_columns();

// Times im2col and the product apart, on one core, and the whole forward pass of the library's variants.
void time_im2col(const Program& program);

// Times one layer with the column matrix written to memory and without: the chapter's own implicit product.
void time_implicit(const Program& program);

}  // namespace seven::chapters
