#include "exercise.h"

float dot_lanes(const float* x, const float* y, int n) {
  float sum = 0;
  int whole = n / 8 * 8;
  for (int i = 0; i < whole; i++) sum += x[i] * y[i];
  float rest[8] = {sum};
  for (int i = whole; i < n; i++) rest[i - whole] += x[i] * y[i];
  float all = 0;
  for (float r : rest) all += r;
  return all;
}
