// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void softmax_loss_backward(float* grad_z, const float* p, const int* labels, int N, int C) {
  for (int n = 0; n < N; n++) {
    for (int c = 0; c < C; c++) grad_z[n * C + c] = 0;
    grad_z[n * C + labels[n]] = -1.0f / (N * p[n * C + labels[n]]);
  }
}
