#include "exercise.h"

double intensity(int N, int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  double P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  double macs = double(N) * K * P * Q * (C / G) * R * S;
  double bytes = 4 * (double(N) * C * H * W + double(K) * (C / G) * R * S + double(N) * K * P * Q);
  return macs / bytes;
}

double attainable(double intensity, double peak, double bandwidth) {
  return intensity * bandwidth > peak ? peak : intensity * bandwidth;
}
