#include "exercise.h"

int row_major(int n, int c, int h, int w, int C, int H, int W) {
  const int picture = H * W;
  const int image = C * picture;
  return n * image + c * picture + w * H + h;
}
