#include "exercise.h"

void register_tile(float* c, const float* a, const float* b, int ldc, int depth, int rows, int columns) {
  float sum[32] = {0};
  for (int k = 0; k < depth; k++)
    for (int e = 0; e < 32; e++) sum[e] += a[k * 4 + e / 8] * b[k * 8 + e % 8];
  for (int e = 0; e < 32; e++) c[e / 8 * ldc + e % 8] += sum[e];
}
