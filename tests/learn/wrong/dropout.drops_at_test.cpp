#include "exercise.h"

void dropout(float* y,        // (size)
             float* mask,     // (size)
             const float* x,  // (size)
             const float* u,  // (size)
             int size, float rate, int training) {
  for (int i = 0; i < size; ++i) {
    if (u[i] < rate) {
      mask[i] = 0;
      y[i] = 0;
    } else {
      mask[i] = 1;
      y[i] = x[i] / (1 - rate);
    }
  }
}
