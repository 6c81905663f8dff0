// Philox 4x32-10: random numbers from a counter instead of a state (Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", SC 2011). The numbers of image 17 in epoch 3 can be drawn by any thread, in any order, twice: always the
// same.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

#include "core/host_device.h"
#include "core/types.h"

namespace seven {

// Some words side by side. Not std::array, whose functions a kernel cannot call.
template <std::size_t kSize>
struct Words {
  std::uint32_t at[kSize];

  SEVEN_HOST_DEVICE constexpr std::uint32_t& operator[](std::size_t i) { return at[i]; }
  SEVEN_HOST_DEVICE constexpr const std::uint32_t& operator[](std::size_t i) const { return at[i]; }
  bool operator==(const Words&) const = default;
};
using PhiloxCounter = Words<4>;
using PhiloxKey = Words<2>;

// One block of four random words: ten rounds of multiply, swap and exclusive or. A bijection of the counter for each
// key.
SEVEN_HOST_DEVICE constexpr PhiloxCounter philox(PhiloxCounter c, PhiloxKey k) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = 0xD2511F53ULL * c[0];
    const std::uint64_t b = 0xCD9E8D57ULL * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(a)};
    k[0] += 0x9E3779B9U;
    k[1] += 0xBB67AE85U;
  }
  return c;
}

// What a number is drawn for. Two purposes never share a stream, so adding a draw in one place changes no other.
enum class Purpose : std::uint32_t { weights, shuffle, crop, flip, dropout, synth, test, cotangent, probe, colour };

// A stream of random numbers keyed by (seed, purpose, epoch, image); cheap to make, nothing to store.
class Random {
 public:
  SEVEN_HOST_DEVICE Random(std::uint64_t seed, Purpose purpose, Index epoch = 0, Index image = 0)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
        counter_{0, static_cast<std::uint32_t>(image), static_cast<std::uint32_t>(epoch),
                 (static_cast<std::uint32_t>(purpose) << 24) ^ static_cast<std::uint32_t>(image >> 32)} {}

  // Where the stream begins: block i of it is philox of this counter with i added to its first word.
  [[nodiscard]] SEVEN_HOST_DEVICE const PhiloxKey& key() const { return key_; }
  [[nodiscard]] SEVEN_HOST_DEVICE const PhiloxCounter& counter() const { return counter_; }

  std::uint32_t bits() {
    if (used_ == 4) {
      block_ = philox(counter_, key_);
      ++counter_[0];
      used_ = 0;
    }
    return block_[used_++];
  }

  // Uniform in [0, 1), a multiple of 2^-32.
  double uniform() { return bits() * 0x1p-32; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  // Uniform over 0 .. n-1. The bias of the multiplication is below n / 2^32.
  Index below(Index n) {
    return static_cast<Index>((static_cast<std::uint64_t>(bits()) * static_cast<std::uint64_t>(n)) >> 32);
  }

  // Normal with mean 0 and standard deviation 1, by Box and Muller; every second number comes from the pair kept back.
  double normal() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    const double radius = std::sqrt(-2.0 * std::log((bits() + 1.0) * 0x1p-32));
    const double angle = 2.0 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
  }

 private:
  PhiloxKey key_;
  PhiloxCounter counter_;
  PhiloxCounter block_{};
  std::uint32_t used_ = 4;
  double spare_ = 0.0;
  bool has_spare_ = false;
};

}  // namespace seven
