#include "exercise.h"

std::int64_t parameters(int C, int K, int R, int S, int G) {
  const std::int64_t biases = K;
  return biases + static_cast<std::int64_t>(K) * C * R * S;
}

std::int64_t connections(int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  std::int64_t places = 0;
  for (int top = -pad; top + R <= H + pad; top += stride)
    for (int left = -pad; left + S <= W + pad; left += stride) ++places;
  return places * parameters(C, K, R, S, G);
}
