// What the checks of the matrix products share: a (M, K), b (K, N) and c (M, N), and what c should become.
#pragma once

#include "learn/checks.h"

namespace seven::learn {

struct MatmulArrays {
  Array<float> c, a, b;
};

// c is what check.output or check.inout made.
inline MatmulArrays lay_out_matmul(Check& check, const Array<float>& c, Index M, Index N, Index K) {
  return {c, check.input<float>("a", {M, K}, "ik"), check.input<float>("b", {K, N}, "kj")};
}

// Each element as its own sum in double, begun with what was in c or with zero.
inline std::vector<double> expected_matmul(const MatmulArrays& in, bool added, Index M, Index N, Index K) {
  std::vector<double> expected;
  for (Index i = 0; i < M; ++i) {
    for (Index j = 0; j < N; ++j) {
      double sum = added ? in.c[i * N + j] : 0.0;
      for (Index k = 0; k < K; ++k) sum += static_cast<double>(in.a[i * K + k]) * in.b[k * N + j];
      expected.push_back(sum);
    }
  }
  return expected;
}

}  // namespace seven::learn
