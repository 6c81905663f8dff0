#include "exercise.h"

void dropout(float* y,        // (size)
             float* mask,     // (size)
             const float* x,  // (size)
             const float* u,  // (size)
             int size, float rate, int training) {
  const float keep = 1.0f - rate;
  for (int i = 0; i < size; ++i) {
    if (training) {
      mask[i] = static_cast<float>(u[i] >= rate) / keep;
      y[i] = x[i] * mask[i];
    } else {
      y[i] = x[i];
    }
  }
}
