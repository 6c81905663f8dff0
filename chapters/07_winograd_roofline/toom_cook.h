// The matrices of F(m, r) for any points: y = A^T [(G g) * (B^T d)], after Toom and Cook, transposed by Winograd.
#pragma once

#include <vector>

#include "core/types.h"

namespace seven::chapters {

struct ToomCook {
  Index m, r, n;          // outputs, taps, inputs: n = m + r - 1
  std::vector<double> A;  // (m, n): A^T
  std::vector<double> G;  // (n, r)
  std::vector<double> B;  // (n, n): B^T

  // n - 1 finite points, all different; the last point is infinity.
  ToomCook(Index outputs, Index taps, const std::vector<double>& points);
};

}  // namespace seven::chapters
