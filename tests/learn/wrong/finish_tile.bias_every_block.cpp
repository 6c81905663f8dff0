#include "exercise.h"

void finish_tile(float* c, const float* sums, const float* bias, int M, int N, int first, int last) {
  for (int at = 0; at < M * N; at++) {
    if (first) c[at] = 0;
    c[at] += sums[at] + bias[at / N];
    if (last) c[at] = c[at] > 0 ? c[at] : 0;
  }
}
