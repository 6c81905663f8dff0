#include "exercise.h"

int row_major(int n, int c, int h, int v, int C, int H, int W) {
  const int pixel = n * H * W + h * W + v;
  return pixel * C + c;
}
