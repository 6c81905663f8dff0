// The roofline: how fast may a convolution be on a given machine?
//
// Its intensity is the number of floating-point operations for each byte that has to be moved at the least. Count two
// operations for each multiply-add, and no bias. Of bytes count x, w and y, each moved once, 4 bytes a number:
//
//   x (N, C, H, W)    w (K, C/G, R, S)    y (N, K, P, Q)
//
// with P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1, rounded down.
//
// A machine has a peak (operations a second) and a bandwidth (bytes a second). At an intensity of I, no program can do
// more than I * bandwidth operations a second, nor more than peak.
//
// The sizes can be so large that their products do not fit into an int: calculate in double. P and Q themselves are
// whole numbers.
#include "exercise.h"

double intensity(int N, int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  const double P = (H + 2 * pad - R) / stride + 1;  // a division of ints: rounded down
  const double Q = (W + 2 * pad - S) / stride + 1;
  const double weights = 1.0 * K * (C / G) * R * S;
  const double operations = 2.0 * N * weights * P * Q;
  const double numbers = 1.0 * N * C * H * W + weights + 1.0 * N * K * P * Q;
  return operations / (4.0 * numbers);
}

double attainable(double intensity, double peak, double bandwidth) { return std::min(peak, intensity * bandwidth); }
