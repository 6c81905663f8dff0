#include "exercise.h"

int share_begin(int items, int threads, int t) {
  int share = items / threads;
  if (items % threads != 0) share++;
  return t * share < items ? t * share : items;
}

void chunk_sums(float* partial, const float* x, int n, int chunk, int begin, int end) {
  for (int i = begin; i < end; i++) {
    partial[i] = 0;
    for (int j = 0; j < chunk && i * chunk + j < n; j++) partial[i] += x[i * chunk + j];
  }
}

float total(const float* partial, int chunks) {
  float sum = 0;
  for (int i = 0; i < chunks; i++) sum += partial[i];
  return sum;
}
