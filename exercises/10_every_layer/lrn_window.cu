// Local response normalisation across channels, with a window of five that moves along in registers.
//
//   y[i,c,pixel] = x[i,c,pixel] / (k + alpha * sum over j of x[i,j,pixel]^2)^beta
//
// j runs from c - 2 to c + 2, as far as there are such channels: 0 <= j < C.
//
// alpha is not divided by five. A thread has one pixel of one image, and goes along its channels from 0 to C - 1. Of
// the five numbers that it needs for channel c + 1, it has four already: keep five numbers in a local array, move them
// down by one, and read only the new one. The check counts what is read: each element once.
//
// window[0] to window[4] are the channels c - 2 to c + 2, with zeros where there is no such channel. Indices that the
// compiler knows (the loops over five can be unrolled) keep the array in registers.
//
// Add up the five squares anew for each channel. A running sum, plus the new square, minus the old one, would be
// shorter, and lose the small numbers that come after a large one.
#include "exercise_cuda.h"

__global__ void lrn_window_kernel(float* y,        // (N, C, map)
                                  const float* x,  // (N, C, map)
                                  int C, int map, float k, float alpha, float beta) {
  const int pixel = blockIdx.x * 128 + threadIdx.x;
  if (pixel >= map) return;
  const int image = blockIdx.y * C * map;  // where the image begins
  // TODO(you): go along the channels with five numbers in a local array (about 10 lines)
  todo("keep the channels c - 2 to c + 2 of this pixel in five registers, and write y of each channel");
}

void lrn_window(float* y, const float* x, int N, int C, int map, float k, float alpha, float beta) {
  lrn_window_kernel<<<dim3((map + 127) / 128, N), 128>>>(y, x, C, map, k, alpha, beta);
}
