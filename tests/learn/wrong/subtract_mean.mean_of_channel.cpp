// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void subtract_mean(float* mean, float* x, int N, int C, int H, int W) {
  for (int c = 0; c < C; c++) {
    double total = 0;
    for (int n = 0; n < N; n++)
      for (int h = 0; h < H; h++)
        for (int v = 0; v < W; v++) total += x[((n * C + c) * H + h) * W + v];
    float average = total / N / H / W;
    for (int i = 0; i < H * W; i++) {
      mean[c * H * W + i] = average;
      for (int n = 0; n < N; n++) x[(n * C + c) * H * W + i] -= average;
    }
  }
}
