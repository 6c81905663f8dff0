#include "exercise.h"

int output_size(int size, int kernel, int stride, int pad) {
  int steps = 0;
  for (int right = kernel - pad; right + stride <= size + pad; right += stride) steps++;
  return steps;
}
