// The matrices of a product as kernels see them, and what happens to an element of C at the end.
// Chapter 09: chapters/09_tiles/README.md.
#pragma once

#include "cuda/kernel.h"
#include "ops/gemm/gemm.h"
#include "ops/kernels.h"

namespace seven::gemm::SEVEN_TARGET {

// Element (i, j) lies at data[i * row + j * column]: transposed or not, the same code.
template <class T>
struct Matrix {
  const T* data;
  int row, column;

  __device__ T at(int i, int j) const { return data[i * row + j * column]; }
};

struct Sizes {
  int M, N, K;
};

// C (M, N) with its epilogue.
template <class T>
struct Result {
  T* c;
  int N;
  bool accumulate, relu;
  const T* row_bias;     // may be null
  const T* column_bias;  // may be null

  //! [epilogue]
  __device__ void store(int i, int j, T sum) const {
    T& element = c[i * N + j];
    if (accumulate) sum += element;
    if (row_bias != nullptr) sum += row_bias[i];
    if (column_bias != nullptr) sum += column_bias[j];
    element = relu && sum <= T(0) ? T(0) : sum;  // NaN stays
  }
  //! [epilogue]
};

template <class T>
Matrix<T> matrix_a(const T* a, const Params& p) {
  narrow(p.M * p.K);
  return p.transpose_a ? Matrix<T>{a, 1, narrow(p.M)} : Matrix<T>{a, narrow(p.K), 1};
}
template <class T>
Matrix<T> matrix_b(const T* b, const Params& p) {
  narrow(p.K * p.N);
  return p.transpose_b ? Matrix<T>{b, 1, narrow(p.K)} : Matrix<T>{b, narrow(p.N), 1};
}
inline Sizes sizes(const Params& p) { return {narrow(p.M), narrow(p.N), narrow(p.K)}; }
template <class T>
Result<T> result(T* c, const Params& p, const Epilogue<T>& epilogue) {
  narrow(p.M * p.N);
  return {c, narrow(p.N), p.accumulate, epilogue.relu, epilogue.row_bias, epilogue.column_bias};
}

inline Index no_workspace(const Params&) { return 0; }

}  // namespace seven::gemm::SEVEN_TARGET
