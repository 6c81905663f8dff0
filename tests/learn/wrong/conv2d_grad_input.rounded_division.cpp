// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void conv2d_grad_input(float* grad_x, const float* grad_y, const float* w, int N, int C, int H, int W, int K, int R,
                       int S, int stride, int pad) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  float* out = grad_x;
  for (int n = 0; n < N; n++)
    for (int c = 0; c < C; c++)
      for (int h = 0; h < H; h++)
        for (int v = 0; v < W; v++) {
          float sum = 0;
          for (int k = 0; k < K; k++)
            for (int r = 0; r < R; r++)
              for (int s = 0; s < S; s++) {
                int top = h + pad - r, left = v + pad - s;
                if (top < 0 || left < 0) continue;
                int p = top / stride, q = left / stride;
                if (p < P && q < Q)
                  sum += grad_y[n * K * P * Q + k * P * Q + p * Q + q] * w[k * C * R * S + c * R * S + r * S + s];
              }
          *out++ = sum;
        }
}
