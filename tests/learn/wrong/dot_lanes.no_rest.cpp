#include "exercise.h"

float dot_lanes(const float* x, const float* y, int n) {
  float lane[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  for (int group = 0; group < n / 8; group++)
    for (int l = 0; l < 8; l++) lane[l] += x[8 * group + l] * y[8 * group + l];
  float sum = 0;
  for (float one : lane) sum += one;
  return sum;
}
