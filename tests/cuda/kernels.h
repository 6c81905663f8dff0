// The launches of kernels.cu, once for each way that it is compiled.
#pragma once

namespace seven::simt_tests {

struct Kernels {
  using Axpy = void (*)(float* y, const float* x, float a, int n, int blocks, int threads);
  using Gemm = void (*)(float* c, const float* a, const float* b, int n);
  using Sum = void (*)(float* y, const float* x, int blocks, int threads);
  using Reverse = void (*)(float* y, const float* x, int n);
  using WarpProduct = void (*)(float* c, const float* a, const float* b, bool along_k, int lanes);
  Axpy axpy = nullptr, axpy_without_guard = nullptr;
  Gemm gemm = nullptr, gemm_without_first_barrier = nullptr, gemm_without_second_barrier = nullptr;
  Sum sum = nullptr, sum_without_barrier = nullptr;
  Reverse reverse = nullptr, reverse_past_the_end = nullptr;
  void (*divergent_barrier)(float* y) = nullptr;
  void (*two_barriers)(float* y) = nullptr;
  void (*barrier_in_a_branch)(float* y) = nullptr;
  void (*shuffle_meets_vote)(int* y) = nullptr;
  void (*half_a_mask)(int* y) = nullptr;
  void (*shuffle_from_ended)(int* y, int n) = nullptr;
  void (*copy_positions)(float* y, const float* x) = nullptr;
  void (*uninitialised_tile)(float* y, int n) = nullptr;
  void (*blocks_write_one_word)(float* y) = nullptr;
  void (*blocks_add_atomically)(float* y) = nullptr;
  void (*add_by_cas)(int* y) = nullptr;
  void (*read_while_added)(int* y) = nullptr;
  void (*last_block_adds)(int* y, int* count) = nullptr;
  void (*last_block_adds_without_fence)(int* y, int* count) = nullptr;
  void (*misaligned)(float* y, const float* x) = nullptr;
  void (*fixed_index)(float* y, int at) = nullptr;
  void (*transpose)(float* y, const float* x) = nullptr;
  void (*transpose_padded)(float* y, const float* x) = nullptr;
  void (*strided_copy)(float* y, const float* x, int stride) = nullptr;
  void (*either_memory)(float* y, const float* x, int turns) = nullptr;
  void (*votes)(int* counts, const int* x) = nullptr;
  void (*half_warps)(int* y) = nullptr;
  WarpProduct tf32_product = nullptr, bf16_product = nullptr;
  void (*bad_block)(float* y) = nullptr;
};

namespace simt {
extern const Kernels kernels;
}
namespace simt_check {
extern const Kernels kernels;
}

}  // namespace seven::simt_tests
