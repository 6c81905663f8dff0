#include "exercise.h"

void matmul_blocked(float* c, const float* a, const float* b, int M, int N, int K, int BK, int BN) {
  for (int block = 0; block < K / BK; block++)
    for (int j0 = 0; j0 < N; j0 += BN)
      for (int i = 0; i < M; i++)
        for (int k = block * BK; k < (block + 1) * BK; k++)
          for (int j = j0; j < N && j < j0 + BN; j++) c[i * N + j] += a[i * K + k] * b[k * N + j];
}
