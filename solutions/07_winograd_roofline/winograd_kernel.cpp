// The kernel transform of F(2x2, 3x3): a kernel of 3 x 3 becomes 4 x 4 numbers, u = G g G^T.
//
//         1    0    0
//   G =  1/2  1/2  1/2        u[i, j] = sum over r, s of G[i, r] * g[r, s] * G[j, s]
//        1/2 -1/2  1/2
//         0    0    1
//
// It is the transform of F(2, 3) done twice: to each column of g (which gives 4 x 3 numbers), then to each row of
// these.
//
// All arrays are row-major. You write every element of u; g is only read.
#include "exercise.h"

void winograd_kernel(float* u,       // (4, 4)
                     const float* g  // (3, 3)
) {
  const float G[4][3] = {{1.0f, 0.0f, 0.0f}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0.0f, 0.0f, 1.0f}};
  float half[4][3];  // G g
  for (int i = 0; i < 4; ++i)
    for (int s = 0; s < 3; ++s) half[i][s] = G[i][0] * g[s] + G[i][1] * g[3 + s] + G[i][2] * g[6 + s];
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) u[i * 4 + j] = half[i][0] * G[j][0] + half[i][1] * G[j][1] + half[i][2] * G[j][2];
}
