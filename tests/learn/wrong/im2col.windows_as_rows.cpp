#include "exercise.h"

void im2col(float* column, const float* x, int C, int H, int W, int R, int S, int stride, int pad) {
  for (int top = -pad; top + R <= H + pad; top += stride)
    for (int left = -pad; left + S <= W + pad; left += stride)
      for (int c = 0; c < C; c++)
        for (int h = top; h < top + R; h++)
          for (int v = left; v < left + S; v++)
            *column++ = h >= 0 && h < H && v >= 0 && v < W ? x[(c * H + h) * W + v] : 0;
}
