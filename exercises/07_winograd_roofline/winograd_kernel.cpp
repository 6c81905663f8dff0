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
  // TODO(you): the columns, then the rows (about 10 lines)
  todo("write u = G g G^T");
}
