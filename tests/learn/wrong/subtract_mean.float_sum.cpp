// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void subtract_mean(float* mean, float* x, int N, int C, int H, int W) {
  for (int i = 0; i < C * H * W; i++) mean[i] = 0;
  for (int n = 0; n < N; n++)
    for (int i = 0; i < C * H * W; i++) mean[i] += x[n * C * H * W + i];
  for (int i = 0; i < C * H * W; i++) mean[i] /= N;
  for (int n = 0; n < N; n++)
    for (int i = 0; i < C * H * W; i++) x[n * C * H * W + i] -= mean[i];
}
