// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void softmax_loss_backward(float* grad_z, const float* p, const int* labels, int N, int C) {
  for (int i = 0; i < N * C; i++) grad_z[i] = p[i];
  for (int n = 0; n < N; n++) grad_z[n * C + labels[n]] -= 1;
}
