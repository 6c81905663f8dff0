#include "exercise.h"

void finish_tile(float* c, const float* sums, const float* bias, int M, int N, int first, int last) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) {
      float v = (first ? 0 : c[i * N + j]) + sums[i * N + j] + (last ? bias[i] : 0);
      c[i * N + j] = std::max(v, 0.f);
    }
}
