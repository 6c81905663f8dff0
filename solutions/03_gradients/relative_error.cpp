// Relative error: how far apart are two gradients, as one number?
//
//   the largest of  |a[i] - b[i]| / max(floor, |a[i]| + |b[i]|)   over all i from 0 to n - 1
//
// It is 0 where the two agree and at most 1. `floor` keeps two tiny numbers from looking far apart, and 0 from being
// divided by 0.
//
// The result is compared with an allowed error: if (error <= allowed) the gradient passes. So if any element of a or b
// is NaN or infinite, you must return NaN or infinity, wherever it stands: nothing of that kind may ever pass.
//
// a and b are only read. You may assume: n is 1 or more, floor is above 0.
#include "exercise.h"

double relative_error(const double* a,  // (n)
                      const double* b,  // (n)
                      int n, double floor) {
  double worst = 0.0;
  for (int i = 0; i < n; ++i) {
    const double size = std::max(floor, std::abs(a[i]) + std::abs(b[i]));
    const double error = std::abs(a[i] - b[i]) / size;
    // Every comparison with NaN is false, so it would never be the largest. inf / inf and inf - inf are NaN as well.
    if (std::isnan(error)) return error;
    worst = std::max(worst, error);
  }
  return worst;
}
