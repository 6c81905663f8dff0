// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void linear_backward(float* grad_x, float* grad_w, float* grad_b, const float* grad_y, const float* x, const float* w,
                     int N, int C, int K) {
  for (int n = 0; n < N; n++)
    for (int c = 0; c < C; c++) {
      float sum = 0;
      for (int k = 0; k < K; k++) sum += grad_y[n * K + k] * w[k * C + c];
      grad_x[n * C + c] = sum;
    }
  for (int k = 0; k < K; k++) {
    for (int c = 0; c < C; c++) {
      float sum = 0;
      for (int n = 0; n < N; n++) sum += grad_y[n * K + k] * x[n * C + c];
      grad_w[k * C + c] = sum;
    }
    float sum = 0;
    for (int n = 0; n < N; n++) sum += grad_y[n * K + k];
    grad_b[k] = sum;
  }
}
