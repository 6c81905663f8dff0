#include "exercise.h"

std::int64_t parameters(int C, int K, int R, int S, int G) {
  std::int64_t count = 0;
  for (int k = 0; k < K; ++k) count += static_cast<std::int64_t>(R) * S * (C / G);
  return count;
}

std::int64_t connections(int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  const std::int64_t outputs =
      static_cast<std::int64_t>((H + 2 * pad - R) / stride + 1) * ((W + 2 * pad - S) / stride + 1);
  return outputs * parameters(C, K, R, S, G);
}
