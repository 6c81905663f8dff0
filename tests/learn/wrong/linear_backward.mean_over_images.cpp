// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void linear_backward(float* grad_x, float* grad_w, float* grad_b, const float* grad_y, const float* x, const float* w,
                     int N, int C, int K) {
  const float mean = 1.0f / N;
  for (int i = 0; i < N * C; i++) grad_x[i] = 0;
  for (int k = 0; k < K; k++)
    for (int n = 0; n < N; n++) {
      for (int c = 0; c < C; c++) {
        grad_x[n * C + c] += mean * w[k * C + c] * grad_y[n * K + k];
        grad_w[k * C + c] += mean * x[n * C + c] * grad_y[n * K + k];
      }
      grad_b[k] += mean * grad_y[n * K + k];
    }
}
