// The output transform of F(2x2, 3x3), for a whole map: each tile's 4 x 4 products become 2 x 2 outputs, A^T m A.
//
//   A^T =  1   1   1   0        y[a, b] = sum over i, j of A^T[a, i] * m[i, j] * A^T[b, j]
//          0   1  -1  -1
//
// The map is covered with tiles of 2 x 2 outputs: TP = ceil(P / 2) down and TQ = ceil(Q / 2) across. Tile (t, u) makes
// the outputs in rows 2 t and 2 t + 1, columns 2 u and 2 u + 1. If P or Q is odd, the last tiles hang over the edge:
// what lies outside of the map is not written.
//
// The products come as 16 maps of tiles: number (i, j) of tile (t, u) is m[((i * 4 + j) * TP + t) * TQ + u].
//
// All arrays are row-major. You write every element of y; m is only read.
#include "exercise.h"

void winograd_output(float* y,        // (P, Q)
                     const float* m,  // (4, 4, TP, TQ)
                     int P, int Q) {
  const float A[2][4] = {{1.0f, 1.0f, 1.0f, 0.0f}, {0.0f, 1.0f, -1.0f, -1.0f}};
  const int TP = (P + 1) / 2;
  const int TQ = (Q + 1) / 2;
  for (int t = 0; t < TP; ++t)
    for (int u = 0; u < TQ; ++u)
      for (int a = 0; a < 2; ++a)
        for (int b = 0; b < 2; ++b) {
          const int p = 2 * t + a;
          const int q = 2 * u + b;
          if (p >= P || q >= Q) continue;  // the tile hangs over the edge
          float sum = 0.0f;
          for (int i = 0; i < 4; ++i)
            for (int j = 0; j < 4; ++j) sum += A[a][i] * A[b][j] * m[((i * 4 + j) * TP + t) * TQ + u];
          y[p * Q + q] = sum;
        }
}
