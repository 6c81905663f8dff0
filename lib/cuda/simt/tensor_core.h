// cuda/tensor_core.h on the CPU. A fragment's elements are floats that were rounded; loads and stores are the lanes'
// own accesses, so that they are watched and counted like any other.
#pragma once

#include <bit>
#include <cstdint>

#include "cuda/simt/language.h"
#include "cuda/simt/warp_product.h"
#include "cuda/tensor_core.h"

namespace seven::tensor_core::SEVEN_TARGET {

struct Tf32 {
  using Stored = float;
  static constexpr int kDepth = 8;
  static constexpr double kRoundoff = kTf32Roundoff;

  // As cvt.rna.tf32.f32: to the nearest, ties away from zero.
  static Stored rounded(float value) {
    if (!std::isfinite(value)) return value;
    return std::bit_cast<float>((std::bit_cast<std::uint32_t>(value) + 0x1000U) & ~0x1fffU);
  }
  static float widened(Stored value) { return value; }
};

struct Bf16 {
  struct Stored {
    std::uint16_t bits;
  };
  static constexpr int kDepth = 16;
  static constexpr double kRoundoff = kBf16Roundoff;

  // As cvt.rn.bf16.f32: to the nearest, ties to even.
  static Stored rounded(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (std::isnan(value)) return {0x7fff};
    return {static_cast<std::uint16_t>((bits + 0x7fffU + (bits >> 16 & 1U)) >> 16)};
  }
  static float widened(Stored value) { return std::bit_cast<float>(std::uint32_t{value.bits} << 16); }
};

template <class Format, Side side, bool AlongK>
struct Operand {
  float lane[Format::kDepth / 2];

  void load(const typename Format::Stored* from, int pitch) {
    const int self = static_cast<int>(::seven::simt::lane());
    for (int i = 0; i < Format::kDepth / 2; ++i) {
      const int line = ::seven::simt::fragment_line(self, i);
      const int k = ::seven::simt::fragment_k(Format::kDepth, self, i);
      lane[i] = Format::widened(from[AlongK ? line * pitch + k : k * pitch + line]);
    }
  }
};

template <class Format>
struct Accumulator {
  float lane[::seven::simt::kLaneSums] = {};

  void store(float* to, int pitch) const {
    const int self = static_cast<int>(::seven::simt::lane());
    float* row = to + ::seven::simt::sums_row(self) * pitch + ::seven::simt::sums_column(self);
    // Each four lanes begin with another element, so that no two want the same bank.
    for (int i = 0; i < ::seven::simt::kLaneSums; ++i) {
      const int turned = (i + self / 4) % ::seven::simt::kLaneSums;
      row[turned] = lane[turned];
    }
  }
};

template <class Format, bool AAlongK, bool BAlongK, int Y, int X>
SEVEN_SIMT_CALL void multiply(Accumulator<Format> (&sums)[Y][X], const Operand<Format, Side::a, AAlongK> (&a)[Y],
                              const Operand<Format, Side::b, BAlongK> (&b)[X]) {
  ::seven::simt::LaneShare share{sums[0][0].lane, a[0].lane, b[0].lane, Y, X, Format::kDepth};
  ::seven::simt::warp_product(share, SEVEN_SIMT_HERE);
}

inline void expect_tensor_cores() {}

}  // namespace seven::tensor_core::SEVEN_TARGET
