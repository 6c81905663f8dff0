#include "exercise.h"

double intensity(int N, int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  double x = (double)N * C * H * W, w = (double)K * C * R * S, y = (double)N * K * P * Q;
  return 2 * y * C * R * S / 4 / (x + w + y);
}

double attainable(double intensity, double peak, double bandwidth) { return std::min(intensity * bandwidth, peak); }
