// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void lrn_backward(float* grad_x, const float* grad_y, const float* x, const float* scale, int N, int C, int H, int W,
                  int n, float alpha, float beta) {
  for (int i = 0; i < N * C * H * W; i++) grad_x[i] = grad_y[i] / powf(scale[i], beta);
}
