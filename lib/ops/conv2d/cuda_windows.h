// What the implicit products load and store: elements of images, found through the window that they lie in instead of
// in a matrix of windows. The loaders are as ops/gemm/cuda_tile.h wants them.
// Chapter 09: chapters/09_tiles/README.md.
#pragma once

#include "ops/conv2d/cuda_variants.h"
#include "ops/gemm/cuda_pipeline.h"

namespace seven::conv2d::SEVEN_TARGET {

//! [windows]
// Element (c, r, s) of a window, for each position (n, p, q): column j of the forward product.
template <class T>
struct Windows {
  static constexpr bool kAlongK = false;
  const T* x;  // of the group
  const Tap* taps;
  int depth, columns;
  Sizes a;

  __device__ void load(T (&four)[4], int line, int k) const {
    const bool there = k < depth;
    const Tap tap = taps[there ? k : 0];
#pragma unroll
    for (int e = 0; e < 4; ++e) {
      const int j = line + e;
      const int n = j / (a.P * a.Q);
      const int i = j - n * a.P * a.Q;
      const int p = i / a.Q;
      const int h = p * a.stride - a.pad + tap.r;
      const int v = (i - p * a.Q) * a.stride - a.pad + tap.s;
      const bool inside = there && j < columns && h >= 0 && h < a.H && v >= 0 && v < a.W;
      four[e] = inside ? x[n * a.C * a.H * a.W + tap.in_map + h * a.W + v] : T(0);
    }
  }
};
//! [windows]

// The gradient that arrives at pixel (n, h, w) through tap (k, r, s): column j of grad_input's product.
template <class T>
struct Arrivals {
  static constexpr bool kAlongK = false;
  const T* grad_y;  // of the group
  const Tap* taps;
  int depth, columns;
  Sizes a;

  __device__ void load(T (&four)[4], int line, int k) const {
    const bool there = k < depth;
    const Tap tap = taps[there ? k : 0];
#pragma unroll
    for (int e = 0; e < 4; ++e) {
      const int j = line + e;
      const int n = j / (a.H * a.W);
      const int i = j - n * a.H * a.W;
      const int above = i / a.W + a.pad - tap.r;
      const int left = i % a.W + a.pad - tap.s;
      const int p = a.stride == 1 ? above : above / a.stride;
      const int q = a.stride == 1 ? left : left / a.stride;
      const bool inside = there && j < columns && above >= 0 && left >= 0 && p * a.stride == above &&
                          q * a.stride == left && p < a.P && q < a.Q;
      four[e] = inside ? grad_y[n * a.K * a.P * a.Q + tap.in_map + p * a.Q + q] : T(0);
    }
  }
};

// The weights turned round: line c, and along k the taps (k, r, s).
template <class T>
struct TurnedWeights {
  static constexpr bool kAlongK = true;
  const T* w;  // of the group
  const Tap* taps;
  int channels, depth, window;  // window: R * S

  __device__ void load(T (&four)[4], int line, int k) const {
#pragma unroll
    for (int e = 0; e < 4; ++e) {
      const bool inside = line < channels && k + e < depth;
      four[e] = inside ? w[taps[k + e].in_kernel + line * window] : T(0);
    }
  }
};

// grad_y with kernels as lines, and along k all positions (n, p, q).
template <class T>
struct Gradients {
  static constexpr bool kAlongK = true;
  const T* grad_y;  // of the group
  int kernels, depth;
  Sizes a;

  __device__ void load(T (&four)[4], int line, int k) const {
    const int positions = a.P * a.Q;
    int n = k / positions;
    int i = k - n * positions;
#pragma unroll
    for (int e = 0; e < 4; ++e) {
      const bool inside = line < kernels && k + e < depth;
      four[e] = inside ? grad_y[(n * a.K + line) * positions + i] : T(0);
      if (++i == positions) i = 0, ++n;
    }
  }
};

// The windows the other way round: line (c, r, s), and along k all positions.
template <class T>
struct TapsAsLines {
  static constexpr bool kAlongK = true;
  const T* x;  // of the group
  const Tap* taps;
  int lines, depth;
  Sizes a;

  __device__ void load(T (&four)[4], int line, int k) const {
    const bool there = line < lines;
    const Tap tap = taps[there ? line : 0];
    const int positions = a.P * a.Q;
    int n = k / positions;
    int p = (k - n * positions) / a.Q;
    int q = k - n * positions - p * a.Q;
#pragma unroll
    for (int e = 0; e < 4; ++e) {
      const int h = p * a.stride - a.pad + tap.r;
      const int v = q * a.stride - a.pad + tap.s;
      const bool inside = there && k + e < depth && h >= 0 && h < a.H && v >= 0 && v < a.W;
      four[e] = inside ? x[n * a.C * a.H * a.W + tap.in_map + h * a.W + v] : T(0);
      if (++q == a.Q) q = 0, ++p;
      if (p == a.P) p = 0, ++n;
    }
  }
};

// Maps (n, line, position): row i and column j of a product as an element of y or grad_x.
template <class T>
struct Maps {
  T* maps;  // of the group
  int lines, positions;
  const T* bias;  // of the group; null for none
  bool relu;

  __device__ void store(int i, int j, T sum) const {
    const int n = j / positions;
    if (bias != nullptr) sum += bias[i];
    maps[(n * lines + i) * positions + j - n * positions] = relu && sum <= T(0) ? T(0) : sum;
  }
};

}  // namespace seven::conv2d::SEVEN_TARGET
