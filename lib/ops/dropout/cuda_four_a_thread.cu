// dropout, kernels, variant four_a_thread: a thread uses all four words of a block of Philox, and moves 16 bytes.
// A quarter of the random numbers are made, and rows have an axis of the grid, so that nobody divides by C.
// Run it: ./seven bench --op dropout --device cuda --variant four_a_thread
// Chapter 10: chapters/10_every_layer/README.md.
#include <algorithm>

#include "cuda/packs.h"
#include "ops/dropout/cuda_draw.h"
#include "ops/dropout/cuda_variants.h"
#include "ops/kernels.h"

namespace seven::dropout::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;         // in a block, for the two problems without random numbers
constexpr int kAcross = 32;           // with them: threads along a row,
constexpr int kRows = 8;              // and rows
constexpr unsigned kMostInY = 65535;  // blocks that a grid can have along y

// Where rows are not whole blocks of four, or not aligned, the four units are moved one by one.
template <class T>
struct Single {
  T at[1];
};

//! [forward]
// Chunk is Pack<T> or Single<T>; chunks_in_row of them are a row.
// Budget: 256 threads, 100 %; double: 75 %.
template <class T, class Chunk>
__global__ void forward_kernel(Chunk* y, Chunk* mask, const Chunk* x, Draw<T> draw, int N, int chunks_in_row) {
  constexpr int kUnits = sizeof(Chunk) / sizeof(T);  // in a chunk
  constexpr int kChunks = 4 / kUnits;                // in a block of Philox
  const int block = blockIdx.x * kAcross + threadIdx.x;
  for (int n = blockIdx.y * kRows + threadIdx.y; n < N; n += gridDim.y * kRows) {
    const PhiloxCounter words = draw.words(n, block);
#pragma unroll
    for (int k = 0; k < kChunks; ++k) {
      const int chunk = block * kChunks + k;
      if (chunk >= chunks_in_row) break;
      const int at = n * chunks_in_row + chunk;
      Chunk value = x[at];
      Chunk kept;
#pragma unroll
      for (int j = 0; j < kUnits; ++j) {
        kept.at[j] = draw.mask(words[k * kUnits + j]);
        value.at[j] *= kept.at[j] * draw.scale;
      }
      mask[at] = kept;
      y[at] = value;
    }
  }
}
//! [forward]

// Budget: 256 threads, 100 %.
template <class T>
__global__ void predict_kernel(Pack<T>* y, const Pack<T>* x, T scale, int packs) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < packs; i += gridDim.x * blockDim.x) {
    Pack<T> pack = x[i];
    for (int j = 0; j < Pack<T>::kSize; ++j) pack.at[j] *= scale;
    y[i] = pack;
  }
}

// Budget: 256 threads, 100 %.
template <class T>
__global__ void grad_input_kernel(Pack<T>* grad_x, const Pack<T>* grad_y, const Pack<T>* mask, T scale, int packs) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < packs; i += gridDim.x * blockDim.x) {
    Pack<T> pack = grad_y[i];
    const Pack<T> kept = mask[i];
    for (int j = 0; j < Pack<T>::kSize; ++j) pack.at[j] *= kept.at[j] * scale;
    grad_x[i] = pack;
  }
}

template <class T, class Chunk>
void forward_in(T* y, T* mask, const T* x, const Params& a) {
  narrow(a.N * a.C);
  const dim3 grid(blocks_for((a.C + 3) / 4, kAcross), std::min(blocks_for(a.N, kRows), kMostInY));
  constexpr Index kUnits = sizeof(Chunk) / sizeof(T);
  launch(forward_kernel<T, Chunk>, {grid, dim3(kAcross, kRows)}, reinterpret_cast<Chunk*>(y),
         reinterpret_cast<Chunk*>(mask), reinterpret_cast<const Chunk*>(x), draw_of<T>(a), narrow(a.N),
         narrow(a.C / kUnits));
}

template <class T>
void forward(T* y, T* mask, const T* x, const Params& a) {
  const bool packs = a.C % 4 == 0 && packs_in<T>(a.C, {y, mask, x}) > 0;
  return packs ? forward_in<T, Pack<T>>(y, mask, x, a) : forward_in<T, Single<T>>(y, mask, x, a);
}

// The rest behind the last whole pack, or everything where a pointer is not a multiple of 16, is for `naive`.
Params rest_of(const Params& a, Index done) {
  Params rest = a;
  rest.N = 1;
  rest.C = a.N * a.C - done;
  return rest;
}

template <class T>
void predict(T* y, const T* x, const Params& a) {
  const Index packs = packs_in<T>(a.N * a.C, {y, x});
  const Index done = packs * Pack<T>::kSize;
  if (packs > 0) {
    launch(predict_kernel<T>, {blocks_in_turns(packs, kThreads), kThreads}, as_packs(y), as_packs(x),
           static_cast<T>(a.test_scale()), narrow(packs));
  }
  functions<T>(naive).predict(y + done, x + done, rest_of(a, done));
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* mask, const Params& a) {
  const Index packs = packs_in<T>(a.N * a.C, {grad_x, grad_y, mask});
  const Index done = packs * Pack<T>::kSize;
  if (packs > 0) {
    launch(grad_input_kernel<T>, {blocks_in_turns(packs, kThreads), kThreads}, as_packs(grad_x), as_packs(grad_y),
           as_packs(mask), static_cast<T>(a.train_scale()), narrow(packs));
  }
  functions<T>(naive).grad_input(grad_x + done, grad_y + done, mask + done, rest_of(a, done));
}

}  // namespace

const Variant four_a_thread{"four_a_thread",
                            Device::SEVEN_TARGET,
                            "",
                            {forward<float>, predict<float>, grad_input<float>},
                            {forward<double>, predict<double>, grad_input<double>}};

}  // namespace seven::dropout::SEVEN_TARGET
