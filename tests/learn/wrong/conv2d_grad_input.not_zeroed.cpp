// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void conv2d_grad_input(float* grad_x, const float* grad_y, const float* w, int N, int C, int H, int W, int K, int R,
                       int S, int stride, int pad) {
  int P = (H + 2 * pad - R) / stride + 1;
  int Q = (W + 2 * pad - S) / stride + 1;
  for (int n = 0; n < N; n++)
    for (int c = 0; c < C; c++)
      for (int k = 0; k < K; k++)
        for (int r = 0; r < R; r++)
          for (int s = 0; s < S; s++)
            for (int p = 0; p < P; p++)
              for (int q = 0; q < Q; q++) {
                int h = p * stride + r - pad;
                int v = q * stride + s - pad;
                if (h >= 0 && h < H && v >= 0 && v < W)
                  grad_x[n * C * H * W + c * H * W + h * W + v] +=
                      grad_y[n * K * P * Q + k * P * Q + p * Q + q] * w[((k * C + c) * R + r) * S + s];
              }
}
