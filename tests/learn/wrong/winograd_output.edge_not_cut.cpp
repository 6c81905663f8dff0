#include "exercise.h"

void winograd_output(float* y, const float* m, int P, int Q) {
  int TP = (P + 1) / 2, TQ = (Q + 1) / 2, step = TP * TQ;
  for (int t = 0; t < TP; t++)
    for (int u = 0; u < TQ; u++) {
      float half[2][4];
      for (int j = 0; j < 4; j++) {
        const float* c = m + j * step + t * TQ + u;
        half[0][j] = c[0] + c[4 * step] + c[8 * step];
        half[1][j] = c[4 * step] - c[8 * step] - c[12 * step];
      }
      for (int a = 0; a < 2; a++) {
        y[(2 * t + a) * Q + 2 * u] = half[a][0] + half[a][1] + half[a][2];
        y[(2 * t + a) * Q + 2 * u + 1] = half[a][1] - half[a][2] - half[a][3];
      }
    }
}
