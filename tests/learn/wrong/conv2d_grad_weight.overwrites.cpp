// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void conv2d_grad_weight(float* grad_w, float* grad_b, const float* grad_y, const float* x, int N, int C, int H, int W,
                        int K, int R, int S, int stride, int pad) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  for (int k = 0; k < K; k++) {
    float bias = 0;
    for (int n = 0; n < N; n++)
      for (int i = 0; i < P * Q; i++) bias += grad_y[(n * K + k) * P * Q + i];
    grad_b[k] = bias;
    for (int c = 0; c < C; c++)
      for (int r = 0; r < R; r++)
        for (int s = 0; s < S; s++) {
          float sum = 0;
          for (int n = 0; n < N; n++)
            for (int p = 0; p < P; p++)
              for (int q = 0; q < Q; q++) {
                int h = p * stride + r - pad, v = q * stride + s - pad;
                float value = h < 0 || v < 0 || h >= H || v >= W ? 0 : x[((n * C + c) * H + h) * W + v];
                sum += value * grad_y[((n * K + k) * P + p) * Q + q];
              }
          grad_w[((k * C + c) * R + r) * S + s] = sum;
        }
  }
}
