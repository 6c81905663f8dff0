// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void lrn_backward(float* grad_x, const float* grad_y, const float* x, const float* scale, int N, int C, int H, int W,
                  int n, float alpha, float beta) {
  int area = H * W;
  for (int i = 0; i < N * C * area; i++) {
    float sum = 0;
    for (int d = -(n / 2); d <= n / 2; d++) {
      int j = i + d * area;
      sum += grad_y[j] * x[j] * powf(scale[j], -(beta + 1));
    }
    grad_x[i] = grad_y[i] * powf(scale[i], -beta) - 2 * alpha * beta * x[i] * sum;
  }
}
