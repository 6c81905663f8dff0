#include "exercise.h"

float softmax_loss(float* y,           // (N, C)
                   const float* x,     // (N, C)
                   const int* labels,  // (N)
                   int N, int C) {
  float loss = 0;
  for (int n = 0; n < N; ++n) {
    float sum = 0;
    for (int c = 0; c < C; ++c) sum += std::exp(x[n * C + c]);
    for (int c = 0; c < C; ++c) y[n * C + c] = std::exp(x[n * C + c]) / sum;
    loss += -x[n * C + labels[n]] + std::log(sum);
  }
  return loss / N;
}
