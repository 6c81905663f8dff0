// Backward through local response normalisation across channels.
//
// The forward pass was, at each position (h, v) of each image,
//
//   scale[c] = k + alpha * sum of x[j]^2 over the window of c        y[c] = x[c] * scale[c]^-beta
//
// The window of channel c is the n channels from c - n/2 to c + n/2, cut off at 0 and C - 1; n is odd. grad_y is the
// gradient of the loss with respect to y, and scale is what forward computed. x[c] stands above in y[c], and below in
// the scale of every channel whose window c is in:
//
//   grad_x[c] = grad_y[c] * scale[c]^-beta
//               - 2 * alpha * beta * x[c] * sum over the window of c of  grad_y[j] * x[j] * scale[j]^(-beta - 1)
//
// All arrays are row-major. You write every element of grad_x; what stands there beforehand means nothing. grad_y, x
// and scale are only read. scale is above 0.
#include "exercise.h"

void lrn_backward(float* grad_x,        // (N, C, H, W)
                  const float* grad_y,  // (N, C, H, W)
                  const float* x,       // (N, C, H, W)
                  const float* scale,   // (N, C, H, W)
                  int N, int C, int H, int W, int n, float alpha, float beta) {
  for (int image = 0; image < N; ++image)
    for (int c = 0; c < C; ++c)
      for (int position = 0; position < H * W; ++position) {  // rows and columns don't matter, only channels meet
        float cross = 0.0f;
        for (int j = std::max(0, c - n / 2); j <= std::min(C - 1, c + n / 2); ++j) {
          const int at = (image * C + j) * H * W + position;
          cross += grad_y[at] * x[at] * std::pow(scale[at], -beta - 1.0f);
        }
        const int i = (image * C + c) * H * W + position;
        grad_x[i] = grad_y[i] * std::pow(scale[i], -beta) - 2.0f * alpha * beta * x[i] * cross;
      }
}
