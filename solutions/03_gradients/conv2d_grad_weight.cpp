// Backward through the seven loops, second part: the gradients of the kernels and of the bias.
//
// The forward pass was
//
//   y[n,k,p,q] = b[k] + sum over c, r, s of  w[k,c,r,s] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//
// where x outside the image is 0. grad_y is the gradient of the loss with respect to y. You add to what stands there:
//
//   grad_w[k,c,r,s] += sum over n, p, q of  grad_y[n,k,p,q] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//   grad_b[k]       += sum over n, p, q of  grad_y[n,k,p,q]
//
// P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1. All arrays are row-major. grad_y and x are
// only read.
#include "exercise.h"

void conv2d_grad_weight(float* grad_w,        // (K, C, R, S)
                        float* grad_b,        // (K)
                        const float* grad_y,  // (N, K, P, Q)
                        const float* x,       // (N, C, H, W)
                        int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int n = 0; n < N; ++n)
    for (int k = 0; k < K; ++k)
      for (int p = 0; p < P; ++p)
        for (int q = 0; q < Q; ++q) {
          const float g = grad_y[((n * K + k) * P + p) * Q + q];
          grad_b[k] += g;  // once for each output, as forward added b[k] once to each
          for (int c = 0; c < C; ++c)
            for (int r = 0; r < R; ++r)
              for (int s = 0; s < S; ++s) {
                const int h = p * stride + r - pad;
                const int v = q * stride + s - pad;
                if (h < 0 || h >= H || v < 0 || v >= W) continue;  // this weight met a zero of the padding
                grad_w[((k * C + c) * R + r) * S + s] += g * x[((n * C + c) * H + h) * W + v];
              }
        }
}
