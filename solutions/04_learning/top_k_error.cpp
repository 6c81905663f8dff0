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
  int wrong = 0;
  for (int n = 0; n < N; ++n) {
    const int label = labels[n];
    const float own = scores[n * C + label];
    int rank = 0;  // no need to sort: only the place of one class is asked for
    for (int c = 0; c < C; ++c) {
      if (c == label) continue;
      const float score = scores[n * C + c];
      const bool behind = score < own || (score == own && c > label);
      if (!behind) ++rank;  // asked this way round, NaN counts as before us
    }
    if (rank >= k) ++wrong;
  }
  return static_cast<double>(wrong) / N;
}
