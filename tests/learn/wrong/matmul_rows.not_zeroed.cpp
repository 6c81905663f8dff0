#include "exercise.h"

void matmul_rows(float* c, const float* a, const float* b, int M, int N, int K) {
  for (int i = 0; i < M; i++)
    for (int k = 0; k < K; k++)
      for (int j = 0; j < N; j++) c[i * N + j] += a[i * K + k] * b[k * N + j];
}
