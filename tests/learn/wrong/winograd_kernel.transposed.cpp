#include "exercise.h"

void winograd_kernel(float* u, const float* g) {
  float half[3][4];
  for (int r = 0; r < 3; r++) {
    float a = g[3 * r], b = g[3 * r + 1], c = g[3 * r + 2];
    half[r][0] = a;
    half[r][1] = (a + b + c) / 2;
    half[r][2] = (a - b + c) / 2;
    half[r][3] = c;
  }
  for (int j = 0; j < 4; j++) {
    float a = half[0][j], b = half[1][j], c = half[2][j];
    u[4 * j] = a;
    u[4 * j + 1] = (a + b + c) / 2;
    u[4 * j + 2] = (a - b + c) / 2;
    u[4 * j + 3] = c;
  }
}
