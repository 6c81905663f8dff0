// dropout, variant vectorised: against naive, blocks of Philox are made side by side, a lane each.
// It should bring memory speed: the ten rounds are the same instructions for all counters, so they become vectors. The
// mask is the same, bit for bit.
// Run it: ./seven bench --op dropout --variant vectorised
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "core/parallel.h"
#include "core/philox.h"
#include "ops/dropout/dropout.h"
#include "ops/lanes.h"
#include "ops/variant.h"

namespace seven::dropout {

namespace {

// Vectors of 64 bits a lane, each holding one word of a block of Philox in its lower half; what is in the upper one
// does not matter.
using Wide = std::uint64_t __attribute__((vector_size(kVectorBytes)));
constexpr Index kBlocks = static_cast<Index>(kVectorBytes / sizeof(std::uint64_t));
constexpr Index kVectors = 2;  // that do not wait for each other
constexpr Index kWords = kVectors * 4 * kBlocks;

// The products of the lower halves, all 64 bits of them: one instruction, which g++ does not find by itself.
// (maskz: the plain one makes g++ 12 warn of its own header.)
Wide multiply(const Wide& a, const Wide& b) {
#if defined(__AVX512F__)
  return (Wide)_mm512_maskz_mul_epu32(0xFF, (__m512i)a, (__m512i)b);
#elif defined(__AVX2__)
  return (Wide)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined(__SSE2__) && !defined(__AVX__)
  return (Wide)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
  constexpr std::uint64_t kLower = 0xFFFFFFFFU;
  return (a & kLower) * (b & kLower);
#endif
}

//! [blocks]
// words[4 i + j] = word j of block first + i of a stream: what Random's bits() gives one after the other.
void random_words(std::uint32_t (&words)[kWords], const PhiloxKey& key, const PhiloxCounter& counter,
                  std::uint32_t first) {
  Wide c[kVectors][4];
  for (Index v = 0; v < kVectors; ++v) {
    for (Index i = 0; i < kBlocks; ++i) c[v][0][i] = first + static_cast<std::uint32_t>(v * kBlocks + i);
    for (Index j = 1; j < 4; ++j) c[v][j] = Wide{} + counter[static_cast<std::size_t>(j)];
  }
  PhiloxKey k = key;
  for (int round = 0; round < 10; ++round) {
    for (auto& block : c) {
      const Wide a = multiply(block[0], Wide{} + 0xD2511F53U);
      const Wide b = multiply(block[2], Wide{} + 0xCD9E8D57U);
      block[0] = (b >> 32) ^ block[1] ^ k[0];
      block[1] = b;
      block[2] = (a >> 32) ^ block[3] ^ k[1];
      block[3] = a;
    }
    k[0] += 0x9E3779B9U;
    k[1] += 0xBB67AE85U;
  }
  // Two words are 64 bits, the first in the lower half.
  static_assert(std::endian::native == std::endian::little);
  constexpr std::uint64_t kLower = 0xFFFFFFFFU;
  std::uint64_t pairs[kWords / 2];
  for (Index v = 0; v < kVectors; ++v) {
    const Wide front = (c[v][0] & kLower) | (c[v][1] << 32);
    const Wide back = (c[v][2] & kLower) | (c[v][3] << 32);
    for (Index i = 0; i < kBlocks; ++i) {
      pairs[2 * (v * kBlocks + i)] = front[i];
      pairs[2 * (v * kBlocks + i) + 1] = back[i];
    }
  }
  std::memcpy(words, pairs, sizeof pairs);
}
//! [blocks]

template <class T>
void forward(T* y, T* mask, const T* x, const Params& a) {
  const double limit = std::ceil(a.rate * 0x1p32);
  // A rate just below 1 rounds up to 2^32, one more than a word holds: naive compares with one bit more.
  if (limit > 4294967295.0) return functions<T>(naive).forward(y, mask, x, a);
  const auto dropped = static_cast<std::uint32_t>(limit);
  const T scale = static_cast<T>(a.train_scale());
  parallel_for(a.N, [&](Index n) {  // one image, and with it one stream
    const Random stream(a.seed, Purpose::dropout, a.epoch, a.first_image + n);
    std::uint32_t words[kWords];
    for (Index first = 0; first < a.C; first += kWords) {
      random_words(words, stream.key(), stream.counter(), static_cast<std::uint32_t>(first / 4));
      const Index count = std::min(kWords, a.C - first);
      const Index at = n * a.C + first;
      for (Index i = 0; i < count; ++i) {
        mask[at + i] = words[i] < dropped ? T{0} : T{1};
        y[at + i] = x[at + i] * (mask[at + i] * scale);
      }
    }
  });
}

template <class T>
void predict(T* y, const T* x, const Params& a) {
  functions<T>(naive).predict(y, x, a);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* mask, const Params& a) {
  functions<T>(naive).grad_input(grad_x, grad_y, mask, a);
}

}  // namespace

constinit const Variant vectorised{"vectorised",
                                   Device::cpu,
                                   "",
                                   {forward<float>, predict<float>, grad_input<float>},
                                   {forward<double>, predict<double>, grad_input<double>}};

}  // namespace seven::dropout
