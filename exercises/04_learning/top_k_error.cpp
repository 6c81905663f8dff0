// Top-k error: the share of images whose right class is not among the k classes with the highest scores.
//
// Rank the classes of an image by score, the highest first. Of two equal scores the class with the lower number comes
// first. The rank of the right class is how many classes come before it: 0 if it is the first. The image is wrong if
// that rank is k or more. With k = 1 this is the usual error.
//
// If the right class's score is NaN (not a number), all other classes come before it; and a class whose score is NaN
// comes before the right class. A net that has broken down must not look good.
//
// You return the share, from 0 to 1, of the N images that are wrong. scores and labels are only read. Each label is
// from 0 to C - 1; N, C and k are 1 or more, and k may be larger than C.
#include "exercise.h"

double top_k_error(const float* scores,  // (N, C)
                   const int* labels,    // (N)
                   int N, int C, int k) {
  // TODO(you): count how many classes come before the right one (about 12 lines)
  todo("return the share of images whose right class is not among the first k");
}
