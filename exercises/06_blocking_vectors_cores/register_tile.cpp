// The register tile: 4 rows and 8 columns of c, summed up in local variables from two packed panels.
//
//   c[i * ldc + j] += sum over k of a[k, i] * b[k, j]    for i < rows, j < columns
//
// a and b are packed: for each k they hold 4 numbers of a and 8 of b side by side. rows is at most 4 and columns at
// most 8; they are less at the edges of c. The panels are full there too, but what they hold for rows and columns that
// c has not means nothing. The rows of c are ldc numbers apart.
//
// Add up all 4 x 8 sums in a local array and go to c once, at the end: a compiler keeps the array in registers.
// Elements of c outside of rows x columns belong to somebody else and must not be touched.
#include "exercise.h"

void register_tile(float* c,        // rows of it are ldc apart
                   const float* a,  // (depth, 4)
                   const float* b,  // (depth, 8)
                   int ldc, int depth, int rows, int columns) {
  // TODO(you): 32 sums, then what is inside goes to c (about 8 lines)
  todo("sum up 4 x 8 products for each k, then add the upper left rows x columns to c");
}
