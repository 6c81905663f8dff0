// How A and B lie in memory, transposed or not: what every variant but naive reads them by.
#pragma once

#include <algorithm>

#include "ops/gemm/gemm.h"
#include "ops/relu.h"

namespace seven::gemm {

// One of the two factors. A lane is a row of A or a column of B; a step is one term of the sum. Of the two strides one
// is 1.
template <class T>
struct Operand {
  const T* data;
  Index lane, step;  // elements from a lane to the next, and from a step to the next

  [[nodiscard]] T at(Index i, Index k) const { return data[i * lane + k * step]; }
  [[nodiscard]] Operand from(Index i, Index k) const { return {data + i * lane + k * step, lane, step}; }
};

template <class T>
Operand<T> rows_of_a(const T* a, const Params& p) {
  return p.transpose_a ? Operand<T>{a, 1, p.M} : Operand<T>{a, p.K, 1};
}

template <class T>
Operand<T> columns_of_b(const T* b, const Params& p) {
  return p.transpose_b ? Operand<T>{b, p.K, 1} : Operand<T>{b, 1, p.N};
}

// c[j] += left * b[j]. C is promised to overlap neither factor, and a row of B that lies in one piece has a loop of its
// own: without these two there would be no vectors.
template <class T>
void add_row(T* __restrict c, T left, const Operand<T>& b, Index columns) {
  const T* __restrict right = b.data;
  if (b.lane == 1) {
    for (Index j = 0; j < columns; ++j) c[j] += left * right[j];
  } else {
    for (Index j = 0; j < columns; ++j) c[j] += left * right[j * b.lane];
  }
}

// What the plainer variants do before and after their loops: C starts from zero, and ends with biases and ReLU.
template <class T>
void start_from_zero(T* c, const Params& p) {
  if (!p.accumulate) std::fill_n(c, p.M * p.N, T{0});
}

template <class T>
void apply(const Epilogue<T>& e, T* c, const Params& p) {
  if (e.row_bias == nullptr && e.column_bias == nullptr && !e.relu) return;
  for (Index i = 0; i < p.M; ++i) {
    for (Index j = 0; j < p.N; ++j) {
      T value = c[i * p.N + j];
      if (e.row_bias != nullptr) value += e.row_bias[i];
      if (e.column_bias != nullptr) value += e.column_bias[j];
      c[i * p.N + j] = e.relu ? relu(value) : value;
    }
  }
}

}  // namespace seven::gemm
