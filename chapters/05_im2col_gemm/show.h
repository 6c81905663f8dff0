// The column matrix of a small picture, written out, and im2col's adjoint at work.
#pragma once

namespace seven::chapters {

// Prints a picture, its column matrix and the product with a kernel, and compares it with the seven loops.
void show_column();

// Prints how often col2im adds to each pixel, and both sides of <im2col(x), g> = <x, col2im(g)>.
void show_adjoint();

}  // namespace seven::chapters
