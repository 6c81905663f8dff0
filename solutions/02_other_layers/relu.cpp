// ReLU and its gradient: what is below 0 becomes 0, and no gradient goes back through it.
//
//   relu           y[i] = x[i] if x[i] > 0, and 0 if not
//   relu_backward  grad_x[i] = grad_y[i] if y[i] > 0, and 0 if not
//
// grad_y says how the loss changes with each y[i]; it comes from the layer behind. You calculate grad_x: how the loss
// changes with each x[i]. The y in relu_backward is the one that relu wrote: y[i] > 0 just where x[i] > 0, so x need
// not be kept. Where x[i] is 0 there is no slope; the gradient is taken as 0.
//
// You write every element of y and of grad_x; what stands there beforehand means nothing. The others are only read.
#include "exercise.h"

void relu(float* y,        // (size)
          const float* x,  // (size)
          int size) {
  for (int i = 0; i < size; ++i) y[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

void relu_backward(float* grad_x,        // (size)
                   const float* grad_y,  // (size)
                   const float* y,       // (size)
                   int size) {
  // The slope is 1 or 0: the gradient goes through as it is, or not at all.
  for (int i = 0; i < size; ++i) grad_x[i] = y[i] > 0.0f ? grad_y[i] : 0.0f;
}
