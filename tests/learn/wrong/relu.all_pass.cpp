#include "exercise.h"

void relu(float* y,        // (size)
          const float* x,  // (size)
          int size) {
  for (int i = 0; i < size; ++i) y[i] = std::max(x[i], 0.0f);
}

void relu_backward(float* grad_x,        // (size)
                   const float* grad_y,  // (size)
                   const float* y,       // (size)
                   int size) {
  for (int i = 0; i < size; ++i) {
    if (y[i] < 0)
      grad_x[i] = 0;
    else
      grad_x[i] = grad_y[i];
  }
}
