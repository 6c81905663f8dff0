#include "exercise.h"

float softmax_loss(float* y,           // (N, C)
                   const float* x,     // (N, C)
                   const int* labels,  // (N)
                   int N, int C) {
  double loss = 0.0;
  for (int n = 0; n < N; ++n) {
    const float* row = x + n * C;
    float* out = y + n * C;
    float largest = row[0];
    for (int c = 1; c < C; ++c) largest = std::max(largest, row[c]);
    double sum = 0.0;
    for (int c = 0; c < C; ++c) sum += std::exp(static_cast<double>(row[c] - largest));
    for (int c = 0; c < C; ++c) out[c] = static_cast<float>(std::exp(static_cast<double>(row[c] - largest)) / sum);
    loss += -std::log(out[labels[n]]) / N;
  }
  return static_cast<float>(loss);
}
