#include "exercise.h"

int row_major(int n, int c, int h, int v, int C, int H, int W) {
  int place = v;
  place += h * H;
  place += c * H * H;
  place += n * C * H * H;
  return place;
}
