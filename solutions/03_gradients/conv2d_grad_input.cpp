// Backward through the seven loops, first part: the gradient of the convolution's input.
//
// The forward pass was
//
//   y[n,k,p,q] = b[k] + sum over c, r, s of  w[k,c,r,s] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//
// grad_y is the gradient of the loss with respect to y. The gradient of x[n,c,h,v] is the sum of
// grad_y[n,k,p,q] * w[k,c,r,s] over all k, p, q, r, s with h = p * stride + r - pad and v = q * stride + s - pad: over
// all the places where the forward pass read it. An element that no window saw has gradient 0.
//
// P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1. All arrays are row-major. You write every
// element of grad_x; what stands there beforehand means nothing. grad_y and w are only read.
#include "exercise.h"

void conv2d_grad_input(float* grad_x,        // (N, C, H, W)
                       const float* grad_y,  // (N, K, P, Q)
                       const float* w,       // (K, C, R, S)
                       int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  std::fill_n(grad_x, N * C * H * W, 0.0f);  // windows overlap, so all of them add
  for (int n = 0; n < N; ++n)
    for (int k = 0; k < K; ++k)
      for (int p = 0; p < P; ++p)
        for (int q = 0; q < Q; ++q) {
          const float g = grad_y[((n * K + k) * P + p) * Q + q];
          // The same three loops as forward, with the same places: only the direction is turned round.
          for (int c = 0; c < C; ++c)
            for (int r = 0; r < R; ++r)
              for (int s = 0; s < S; ++s) {
                const int h = p * stride + r - pad;
                const int v = q * stride + s - pad;
                if (h < 0 || h >= H || v < 0 || v >= W) continue;  // the padding is no part of x
                grad_x[((n * C + c) * H + h) * W + v] += g * w[((k * C + c) * R + r) * S + s];
              }
        }
}
