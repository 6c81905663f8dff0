#include "exercise.h"

void dropout(float* y,        // (size)
             float* mask,     // (size)
             const float* x,  // (size)
             const float* u,  // (size)
             int size, float rate, int training) {
  for (int i = 0; i < size; ++i) y[i] = x[i];
  if (training == 0) return;
  for (int i = 0; i < size; ++i) {
    mask[i] = 1.0f;
    if (u[i] < rate) mask[i] = y[i] = 0.0f;
  }
}
