#include "exercise.h"

int row_major(int n, int c, int h, int w, int C, int H, int W) {
  const int pixel = n * H * W + h * W + w;
  return pixel * C + c;
}
