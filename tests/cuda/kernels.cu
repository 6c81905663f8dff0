// Kernels of the tests of the SIMT device: right ones, and the mistakes that everybody makes once.
#include "cuda/kernel.h"
#include "cuda/kernels.h"
#include "cuda/tensor_core.h"

namespace seven::simt_tests::SEVEN_TARGET {

__global__ void axpy(float* y, const float* x, float a, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] += a * x[i];
}

__global__ void axpy_without_guard(float* y, const float* x, float a, int) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] += a * x[i];
}

// C = A B, all n x n, n a multiple of 16.
template <bool FirstBarrier, bool SecondBarrier>
__global__ void tiled_gemm(float* c, const float* a, const float* b, int n) {
  __shared__ float As[16][16];
  __shared__ float Bs[16][16];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int row = blockIdx.y * 16 + ty;
  const int column = blockIdx.x * 16 + tx;
  float sum = 0.0f;
  for (int k0 = 0; k0 < n; k0 += 16) {
    As[ty][tx] = a[row * n + k0 + tx];
    Bs[ty][tx] = b[(k0 + ty) * n + column];
    if (FirstBarrier) __syncthreads();
    for (int k = 0; k < 16; ++k) sum += As[ty][k] * Bs[k][tx];
    if (SecondBarrier) __syncthreads();
  }
  c[row * n + column] = sum;
}

// y[block] = the sum of the block's 2 * blockDim elements, through shuffles and shared memory.
template <bool Barrier>
__global__ void sum(float* y, const float* x) {
  __shared__ float partial[32];
  float value = x[blockIdx.x * 2 * blockDim.x + threadIdx.x] + x[(blockIdx.x * 2 + 1) * blockDim.x + threadIdx.x];
  for (int delta = 16; delta > 0; delta /= 2) value += __shfl_down_sync(0xffffffffU, value, delta);
  if (threadIdx.x % 32 == 0) partial[threadIdx.x / 32] = value;
  if (Barrier) __syncthreads();
  if (threadIdx.x >= 32) return;
  value = threadIdx.x < blockDim.x / 32 ? partial[threadIdx.x] : 0.0f;
  for (int delta = 16; delta > 0; delta /= 2) value += __shfl_xor_sync(0xffffffffU, value, delta);
  if (threadIdx.x == 0) y[blockIdx.x] = value;
}

// The block's elements the other way round, through dynamic shared memory.
__global__ void reverse(float* y, const float* x) {
  float* s = dynamic_shared<float>();
  s[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  y[threadIdx.x] = s[blockDim.x - 1 - threadIdx.x];
}

__global__ void reverse_past_the_end(float* y, const float* x) {
  float* s = dynamic_shared<float>();
  s[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  y[threadIdx.x] = s[blockDim.x - threadIdx.x];
}

__global__ void divergent_barrier(float* y) {
  if (threadIdx.x < 40) {
    __syncthreads();
  } else {
    __syncwarp(0xffffffffU);
  }
  y[threadIdx.x] = 1.0f;
}

__global__ void two_barriers(float* y) {
  if (threadIdx.x < 32) {
    __syncthreads();
  } else {
    __syncthreads();
  }
  y[threadIdx.x] = 1.0f;
}

__global__ void barrier_in_a_branch(float* y) {
  if (threadIdx.x < 40) __syncthreads();
  y[threadIdx.x] = 1.0f;
}

// Some lanes shuffle, the others vote.
__global__ void shuffle_meets_vote(int* y) {
  if (threadIdx.x < 8) {
    y[threadIdx.x] = __shfl_xor_sync(0xffffffffU, 1, 1);
  } else {
    y[threadIdx.x] = __any_sync(0xffffffffU, 1);
  }
}

// The upper half of the warp is not named in its own mask.
__global__ void half_a_mask(int* y) { y[threadIdx.x] = __shfl_xor_sync(0x0000ffffU, 1, 1); }

__global__ void shuffle_from_ended(int* y, int n) {
  if (threadIdx.x >= n) return;
  y[threadIdx.x] = __shfl_down_sync(0xffffffffU, 1, 16);
}

struct Position {
  float x, y, z;
};

// Three floats at a time, but as words: a Position is aligned to 4 bytes.
__global__ void copy_positions(Position* y, const Position* x) {
  const Position one = x[threadIdx.x];
  y[threadIdx.x] = one;
}

__global__ void uninitialised_tile(float* y, int n) {
  __shared__ float tile[64];
  if (threadIdx.x < n) tile[threadIdx.x] = 1.0f;
  __syncthreads();
  y[threadIdx.x] = tile[threadIdx.x];
}

__global__ void blocks_write_one_word(float* y) {
  if (threadIdx.x == 0) y[0] += 1.0f;
}

__global__ void blocks_add_atomically(float* y) {
  if (threadIdx.x == 0) atomicAdd(y, 1.0f);
}

// The way to an atomic operation that CUDA lacks, as its programming guide shows it.
__global__ void add_by_cas(int* y) {
  int old = *y, assumed;
  do {
    assumed = old;
    old = atomicCAS(y, assumed, assumed + 1);
  } while (old != assumed);
}

__global__ void read_while_added(int* y) {
  __shared__ int sum;
  if (threadIdx.x == 0) sum = 0;
  __syncthreads();
  atomicAdd(&sum, 1);
  y[threadIdx.x] = sum;
}

// y[0] = what all blocks put into y[1], y[2], ...: whoever comes last adds them up.
template <bool Fence>
__global__ void last_block_adds(int* y, int* count) {
  __shared__ bool last;
  if (threadIdx.x == 0) {
    y[1 + blockIdx.x] = blockIdx.x;
    if (Fence) __threadfence();
    last = atomicAdd(count, 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last || threadIdx.x > 0) return;
  for (int i = 0; i < gridDim.x; ++i) y[0] += y[1 + i];
}

__global__ void misaligned(float* y, const float* x) {
  const float4 four = *reinterpret_cast<const float4*>(x + 1);
  y[threadIdx.x] = four.x + four.w;
}

__global__ void fixed_index(float* y, int at) {
  __shared__ float tile[32];
  tile[threadIdx.x] = 0.0f;
  __syncthreads();
  y[threadIdx.x] = tile[at + threadIdx.x];
}

// One warp: transposes a 32 x 32 tile; `Pad` columns more in shared memory.
template <int Pad>
__global__ void transpose(float* y, const float* x) {
  __shared__ float tile[32][32 + Pad];
  for (int r = 0; r < 32; ++r) tile[r][threadIdx.x] = x[r * 32 + threadIdx.x];
  __syncwarp();
  for (int r = 0; r < 32; ++r) y[r * 32 + threadIdx.x] = tile[threadIdx.x][r];
}

__global__ void strided_copy(float* y, const float* x, int stride) { y[threadIdx.x] = x[threadIdx.x * stride]; }

// One instruction that reads device memory and shared memory in turn.
__global__ void either_memory(float* y, const float* x, int turns) {
  __shared__ float tile[32];
  tile[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  float sum = 0;
  for (int i = 0; i < turns; ++i) {
    const float* from = i % 2 == 0 ? x : tile;
    sum += from[threadIdx.x];
  }
  y[threadIdx.x] = sum;
}

__global__ void votes(int* counts, const int* x) {
  const int all = __syncthreads_count(x[threadIdx.x] > 0);
  const unsigned ballot = __ballot_sync(0xffffffffU, x[threadIdx.x] > 1);
  const int up = __shfl_up_sync(0xffffffffU, static_cast<int>(threadIdx.x), 3, 16);
  const int first = __shfl_sync(0xffffffffU, x[threadIdx.x], 5);
  counts[4 * threadIdx.x] = all;
  counts[4 * threadIdx.x + 1] = static_cast<int>(ballot);
  counts[4 * threadIdx.x + 2] = up;
  counts[4 * threadIdx.x + 3] = first;
}

// The lower half of a warp exchanges by itself first; then all vote, and some end at once.
__global__ void half_warps(int* y) {
  const int lane = threadIdx.x;
  int value = lane;
  if (lane < 16) value = __shfl_xor_sync(0x0000ffffU, value, 1);
  value = __shfl_down_sync(0xffffffffU, value, 1);
  const unsigned odd = __ballot_sync(0xffffffffU, lane % 2);
  y[lane] = value;
  if (lane % 4 == 3) return;
  y[lane] = odd == 0xaaaaaaaaU && __all_sync(0x77777777U, lane % 4 != 3) ? value : -1;
}

// One warp: C (32, 16) += A (32, kDepth) B (kDepth, 16), on tensor cores; both operands lie along k or along the lines.
// Lanes from `lanes` on stay away from the product.
template <class Format, bool AlongK>
__global__ void warp_product(float* c, const float* a, const float* b, int lanes) {
  using tensor_core::Side;
  using namespace tensor_core::SEVEN_TARGET;
  constexpr int kDepth = Format::kDepth;
  __shared__ __align__(32) typename Format::Stored As[32 * kDepth];
  __shared__ __align__(32) typename Format::Stored Bs[kDepth * 16];
  __shared__ __align__(32) float patch[32][16];
  const int lane = threadIdx.x;
  for (int i = lane; i < 32 * kDepth; i += 32) {
    As[AlongK ? i : i % kDepth * 32 + i / kDepth] = Format::rounded(a[i]);
    if (i < 16 * kDepth) Bs[AlongK ? i % 16 * kDepth + i / 16 : i] = Format::rounded(b[i]);
  }
  __syncwarp();
  Operand<Format, Side::a, AlongK> left[2];
  Operand<Format, Side::b, AlongK> right[1];
  Accumulator<Format> sums[2][1];
  left[0].load(As, AlongK ? kDepth : 32);
  left[1].load(As + 16 * (AlongK ? kDepth : 1), AlongK ? kDepth : 32);
  right[0].load(Bs, AlongK ? kDepth : 16);
  for (int twice = 0; twice < 2; ++twice) {
    if (lane < lanes) multiply(sums, left, right);
  }
  for (int y = 0; y < 2; ++y) sums[y][0].store(patch[16 * y], 16);
  __syncwarp();
  for (int i = lane; i < 32 * 16; i += 32) c[i] += patch[i / 16][i % 16];
}

constexpr Kernels table() {
  Kernels k;
  k.axpy = [](float* y, const float* x, float a, int n, int blocks, int threads) {
    launch(axpy, {dim3(blocks), dim3(threads)}, y, x, a, n);
  };
  k.axpy_without_guard = [](float* y, const float* x, float a, int n, int blocks, int threads) {
    launch(axpy_without_guard, {dim3(blocks), dim3(threads)}, y, x, a, n);
  };
  k.gemm = [](float* c, const float* a, const float* b, int n) {
    launch(tiled_gemm<true, true>, {dim3(n / 16, n / 16), dim3(16, 16)}, c, a, b, n);
  };
  k.gemm_without_first_barrier = [](float* c, const float* a, const float* b, int n) {
    launch(tiled_gemm<false, true>, {dim3(n / 16, n / 16), dim3(16, 16)}, c, a, b, n);
  };
  k.gemm_without_second_barrier = [](float* c, const float* a, const float* b, int n) {
    launch(tiled_gemm<true, false>, {dim3(n / 16, n / 16), dim3(16, 16)}, c, a, b, n);
  };
  k.sum = [](float* y, const float* x, int blocks, int threads) {
    launch(sum<true>, {dim3(blocks), dim3(threads)}, y, x);
  };
  k.sum_without_barrier = [](float* y, const float* x, int blocks, int threads) {
    launch(sum<false>, {dim3(blocks), dim3(threads)}, y, x);
  };
  k.reverse = [](float* y, const float* x, int n) { launch(reverse, {dim3(1), dim3(n), n * sizeof(float)}, y, x); };
  k.reverse_past_the_end = [](float* y, const float* x, int n) {
    launch(reverse_past_the_end, {dim3(1), dim3(n), n * sizeof(float)}, y, x);
  };
  k.divergent_barrier = [](float* y) { launch(divergent_barrier, {dim3(1), dim3(64)}, y); };
  k.two_barriers = [](float* y) { launch(two_barriers, {dim3(1), dim3(64)}, y); };
  k.barrier_in_a_branch = [](float* y) { launch(barrier_in_a_branch, {dim3(1), dim3(64)}, y); };
  k.shuffle_meets_vote = [](int* y) { launch(shuffle_meets_vote, {dim3(1), dim3(32)}, y); };
  k.half_a_mask = [](int* y) { launch(half_a_mask, {dim3(1), dim3(32)}, y); };
  k.shuffle_from_ended = [](int* y, int n) { launch(shuffle_from_ended, {dim3(1), dim3(32)}, y, n); };
  k.copy_positions = [](float* y, const float* x) {
    launch(copy_positions, {dim3(1), dim3(32)}, reinterpret_cast<Position*>(y), reinterpret_cast<const Position*>(x));
  };
  k.uninitialised_tile = [](float* y, int n) { launch(uninitialised_tile, {dim3(1), dim3(64)}, y, n); };
  k.blocks_write_one_word = [](float* y) { launch(blocks_write_one_word, {dim3(3), dim3(32)}, y); };
  k.blocks_add_atomically = [](float* y) { launch(blocks_add_atomically, {dim3(3), dim3(32)}, y); };
  k.add_by_cas = [](int* y) { launch(add_by_cas, {dim3(2), dim3(64)}, y); };
  k.read_while_added = [](int* y) { launch(read_while_added, {dim3(1), dim3(64)}, y); };
  k.last_block_adds = [](int* y, int* count) { launch(last_block_adds<true>, {dim3(5), dim3(32)}, y, count); };
  k.last_block_adds_without_fence = [](int* y, int* count) {
    launch(last_block_adds<false>, {dim3(5), dim3(32)}, y, count);
  };
  k.misaligned = [](float* y, const float* x) { launch(misaligned, {dim3(1), dim3(32)}, y, x); };
  k.fixed_index = [](float* y, int at) { launch(fixed_index, {dim3(1), dim3(32)}, y, at); };
  k.transpose = [](float* y, const float* x) { launch(transpose<0>, {dim3(1), dim3(32)}, y, x); };
  k.transpose_padded = [](float* y, const float* x) { launch(transpose<1>, {dim3(1), dim3(32)}, y, x); };
  k.strided_copy = [](float* y, const float* x, int stride) {
    launch(strided_copy, {dim3(1), dim3(32)}, y, x, stride);
  };
  k.either_memory = [](float* y, const float* x, int turns) {
    launch(either_memory, {dim3(1), dim3(32)}, y, x, turns);
  };
  k.votes = [](int* counts, const int* x) { launch(votes, {dim3(1), dim3(64)}, counts, x); };
  k.half_warps = [](int* y) { launch(half_warps, {dim3(1), dim3(32)}, y); };
  using tensor_core::SEVEN_TARGET::Bf16;
  using tensor_core::SEVEN_TARGET::Tf32;
  k.tf32_product = [](float* c, const float* a, const float* b, bool along_k, int lanes) {
    launch(along_k ? warp_product<Tf32, true> : warp_product<Tf32, false>, {dim3(1), dim3(32)}, c, a, b, lanes);
  };
  k.bf16_product = [](float* c, const float* a, const float* b, bool along_k, int lanes) {
    launch(along_k ? warp_product<Bf16, true> : warp_product<Bf16, false>, {dim3(1), dim3(32)}, c, a, b, lanes);
  };
  k.bad_block = [](float* y) { launch(divergent_barrier, {dim3(1), dim3(1025)}, y); };
  return k;
}

extern const Kernels kernels;
const Kernels kernels = table();

}  // namespace seven::simt_tests::SEVEN_TARGET
