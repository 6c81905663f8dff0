// F(2, 3): two outputs of a filter with three taps, in four multiplications instead of six.
//
// The outputs wanted are y[0] = d[0] g[0] + d[1] g[1] + d[2] g[2] and y[1] = d[1] g[0] + d[2] g[1] + d[3] g[2].
// Winograd's way is to calculate four products first,
//
//   m[0] = (d[0] - d[2]) * g[0]
//   m[1] = (d[1] + d[2]) * (g[0] + g[1] + g[2]) / 2
//   m[2] = (d[2] - d[1]) * (g[0] - g[1] + g[2]) / 2
//   m[3] = (d[1] - d[3]) * g[2]
//
// and to put the outputs together from them, with additions and subtractions only. How? Multiply the four products out,
// and find sums of them that are y[0] and y[1].
//
// You write all of m and y. d and g are only read.
#include "exercise.h"

void f23(float* y,        // (2)
         float* m,        // (4)
         const float* d,  // (4)
         const float* g   // (3)
) {
  m[0] = (d[0] - d[2]) * g[0];
  m[1] = (d[1] + d[2]) * (g[0] + g[1] + g[2]) / 2;
  m[2] = (d[2] - d[1]) * (g[0] - g[1] + g[2]) / 2;
  m[3] = (d[1] - d[3]) * g[2];
  y[0] = m[0] + m[1] + m[2];
  y[1] = m[1] - m[2] - m[3];
}
