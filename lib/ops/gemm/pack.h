// Packing: copies of a part of A and of B in the order in which the register tile reads them. A panel holds `width`
// rows of A (or columns of B) side by side, one step of the sum after the other: the tile then walks through memory
// without a jump, and the edges are padded with zeros once, not tested for in the innermost loop.
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#pragma once

#include <algorithm>
#include <cstring>

#include "ops/gemm/operands.h"

namespace seven::gemm {

// Four elements side by side. (Written out twice: g++ ignores these attributes on a type that depends on a template's
// parameter.)
template <class T>
struct FourOf;
template <>
struct FourOf<float> {
  using Type = float __attribute__((vector_size(4 * sizeof(float))));
};
template <>
struct FourOf<double> {
  using Type = double __attribute__((vector_size(4 * sizeof(double))));
};

// to[k * width + i] = row(i)[k] for i < lanes, k < depth: a panel out of rows, which begin at row(0), row(1), ... Four
// by four elements at a time are turned within registers, since single elements written `width` apart would cost more
// than the product's own arithmetic.
template <class T, class F>
void pack_turned(T* to, Index width, F&& row, Index lanes, Index depth) {
  using Four = typename FourOf<T>::Type;
  const auto load = [](const T* at) {
    Four four;
    std::memcpy(&four, at, sizeof four);
    return four;
  };
  const auto store = [](T* at, Four four) { std::memcpy(at, &four, sizeof four); };
  const Index whole_lanes = lanes / 4 * 4;
  const Index whole_depth = depth / 4 * 4;
  for (Index i = 0; i < whole_lanes; i += 4) {
    const T* rows[4] = {row(i), row(i + 1), row(i + 2), row(i + 3)};
    for (Index k = 0; k < whole_depth; k += 4) {
      const Four a = load(rows[0] + k);
      const Four b = load(rows[1] + k);
      const Four c = load(rows[2] + k);
      const Four d = load(rows[3] + k);
      const Four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      const Four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
      const Four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      const Four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      T* out = to + k * width + i;
      store(out, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
      store(out + width, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
      store(out + 2 * width, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
      store(out + 3 * width, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
    }
    for (Index k = whole_depth; k < depth; ++k) {
      for (Index j = 0; j < 4; ++j) to[k * width + i + j] = rows[j][k];
    }
  }
  for (Index i = whole_lanes; i < lanes; ++i) {
    for (Index k = 0; k < depth; ++k) to[k * width + i] = row(i)[k];
  }
}

// to[k * width + i] = from[k * stride + i] for i < lanes, k < depth: a panel out of columns, which lie side by side
// already.
template <class T>
void pack_straight(T* to, Index width, const T* from, Index stride, Index lanes, Index depth) {
  const std::size_t bytes = static_cast<std::size_t>(lanes) * sizeof(T);
  for (Index k = 0; k < depth; ++k) std::memcpy(to + k * width, from + k * stride, bytes);
}

// The panels of `lanes` rows (or columns) of `depth` steps each: element (i, k) is from.data[i * from.lane + k *
// from.step].
//! [pack]
template <class T>
void pack_panels(T* to, Index width, const Operand<T>& from, Index lanes, Index depth) {
  for (Index i = 0; i < lanes; i += width, to += width * depth) {
    const Index count = std::min(width, lanes - i);
    if (count < width) std::fill_n(to, width * depth, T{0});
    const T* first = from.data + i * from.lane;
    if (from.step == 1) {
      pack_turned(
          to, width, [&](Index lane) { return first + lane * from.lane; }, count, depth);
    } else {
      pack_straight(to, width, first, from.step, count, depth);
    }
  }
}
//! [pack]

}  // namespace seven::gemm
