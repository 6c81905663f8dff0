#include "exercise.h"

std::int64_t parameters(int C, int K, int R, int S, int G) { return K * (C * R * S / G + 1); }

std::int64_t connections(int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  const unsigned P = static_cast<unsigned>((H + 2 * pad - R) / stride + 1);
  const unsigned Q = static_cast<unsigned>((W + 2 * pad - S) / stride + 1);
  const unsigned all = P * Q * static_cast<unsigned>(parameters(C, K, R, S, G));
  return static_cast<int>(all);
}
