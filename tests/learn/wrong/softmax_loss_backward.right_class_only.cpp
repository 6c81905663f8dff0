// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void softmax_loss_backward(float* grad_z, const float* p, const int* labels, int N, int C) {
  std::fill(grad_z, grad_z + N * C, 0.0f);
  for (int n = 0; n < N; n++) {
    int right = n * C + labels[n];
    grad_z[right] = (p[right] - 1) / N;
  }
}
