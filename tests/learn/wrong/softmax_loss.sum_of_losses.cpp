#include "exercise.h"

float softmax_loss(float* y,           // (N, C)
                   const float* x,     // (N, C)
                   const int* labels,  // (N)
                   int N, int C) {
  float total = 0.0f;
  for (int n = 0; n < N; ++n) {
    const float largest = *std::max_element(x + n * C, x + n * C + C);
    float sum = 0.0f;
    for (int c = 0; c < C; ++c) sum += std::exp(x[n * C + c] - largest);
    const float log_sum = largest + std::log(sum);
    for (int c = 0; c < C; ++c) y[n * C + c] = std::exp(x[n * C + c] - log_sum);
    total += log_sum - x[n * C + labels[n]];
  }
  return total;
}
