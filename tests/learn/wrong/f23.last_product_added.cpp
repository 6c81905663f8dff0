#include "exercise.h"

void f23(float* y, float* m, const float* d, const float* g) {
  float plus = (g[0] + g[1] + g[2]) * 0.5f, minus = (g[0] - g[1] + g[2]) * 0.5f;
  m[0] = g[0] * (d[0] - d[2]);
  m[1] = plus * (d[1] + d[2]);
  m[2] = minus * (d[2] - d[1]);
  m[3] = g[2] * (d[1] - d[3]);
  y[0] = m[0] + m[1] + m[2];
  y[1] = m[1] - m[2] + m[3];
}
