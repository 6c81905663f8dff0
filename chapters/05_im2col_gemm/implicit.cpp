#include "implicit.h"

#include <algorithm>

namespace seven::chapters {

namespace {

constexpr Index TN = 32;  // columns of a panel
constexpr Index TM = 4;   // kernels at a time

// y[k, j0 + j] = the sum of w[k, d] * panel[d, j], for TM kernels and the columns of one panel that exist.
void multiply(float* y, const float* w, const float* panel, Index depth, Index kernels, Index columns, Index ldy) {
  float sum[TM][TN] = {};
  for (Index d = 0; d < depth; ++d) {
    for (Index i = 0; i < kernels; ++i) {
      for (Index j = 0; j < TN; ++j) sum[i][j] += w[i * depth + d] * panel[d * TN + j];
    }
  }
  for (Index i = 0; i < kernels; ++i) std::copy_n(sum[i], columns, y + i * ldy);
}

//! [implicit]
// Both products are the same loop. They differ in one call: where a panel of TN columns comes from.
template <class F>
void product(float* y, const float* w, const conv2d::Params& a, float* panel, F&& pack) {
  const Index depth = a.C * a.R * a.S;
  const Index windows = a.P() * a.Q();
  for (Index j = 0; j < windows; j += TN) {
    const Index columns = std::min(TN, windows - j);
    pack(panel, j, columns);
    for (Index k = 0; k < a.K; k += TM)
      multiply(y + k * windows + j, w + k * depth, panel, depth, std::min(TM, a.K - k), columns, windows);
  }
}

//! [implicit]

}  // namespace

Index panel_size(const conv2d::Params& a) { return a.C * a.R * a.S * TN; }

//! [two]
void explicit_forward(float* y, const float* column, const float* w, const conv2d::Params& a, float* panel) {
  const Index windows = a.P() * a.Q();
  product(y, w, a, panel, [&](float* to, Index j, Index columns) {
    for (Index d = 0; d < a.C * a.R * a.S; ++d) std::copy_n(column + d * windows + j, columns, to + d * TN);
  });
}

void implicit_forward(float* y, const float* padded, const float* w, const conv2d::Params& a, float* panel) {
  const Index width = a.W + 2 * a.pad;
  const Index map = (a.H + 2 * a.pad) * width;
  product(y, w, a, panel, [&](float* to, Index j, Index columns) {
    // Element (d, j) of the column matrix lies where window j begins, plus where tap d is within a window.
    Index window[TN];
    for (Index i = 0; i < columns; ++i) window[i] = ((j + i) / a.Q() * width + (j + i) % a.Q()) * a.stride;
    for (Index c = 0; c < a.C; ++c) {
      for (Index r = 0; r < a.R; ++r) {
        for (Index s = 0; s < a.S; ++s, to += TN) {
          const float* tap = padded + c * map + r * width + s;
          for (Index i = 0; i < columns; ++i) to[i] = tap[window[i]];
        }
      }
    }
  });
}
//! [two]

}  // namespace seven::chapters
