// dropout, variant vectorised: against naive, sixteen blocks of Philox are made at a time, a lane each.
// It should bring memory speed: the ten rounds are the same instructions for all counters, so they become vectors. The
// mask is the same, bit for bit.
// Run it: ./seven bench --op dropout --variant vectorised
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <algorithm>
#include <cmath>

#include "core/parallel.h"
#include "core/philox.h"
#include "ops/dropout/dropout.h"
#include "ops/variant.h"

namespace seven::dropout {

namespace {

constexpr Index kBlocks = 16;
constexpr Index kWords = 4 * kBlocks;

// words[4 i + j] = word j of block first + i of a stream: what Random's bits() gives one after the other.
//! [blocks]
void random_words(std::uint32_t (&words)[kWords], const PhiloxKey& key, const PhiloxCounter& counter,
                  std::uint32_t first) {
  std::uint32_t c0[kBlocks];
  std::uint32_t c1[kBlocks];
  std::uint32_t c2[kBlocks];
  std::uint32_t c3[kBlocks];
  for (Index i = 0; i < kBlocks; ++i) {
    c0[i] = first + static_cast<std::uint32_t>(i);
    c1[i] = counter[1];
    c2[i] = counter[2];
    c3[i] = counter[3];
  }
  PhiloxKey k = key;
  for (int round = 0; round < 10; ++round) {
    for (Index i = 0; i < kBlocks; ++i) {
      const std::uint64_t a = 0xD2511F53ULL * c0[i];
      const std::uint64_t b = 0xCD9E8D57ULL * c2[i];
      c0[i] = static_cast<std::uint32_t>(b >> 32) ^ c1[i] ^ k[0];
      c1[i] = static_cast<std::uint32_t>(b);
      c2[i] = static_cast<std::uint32_t>(a >> 32) ^ c3[i] ^ k[1];
      c3[i] = static_cast<std::uint32_t>(a);
    }
    k[0] += 0x9E3779B9U;
    k[1] += 0xBB67AE85U;
  }
  for (Index i = 0; i < kBlocks; ++i) {
    words[4 * i] = c0[i];
    words[4 * i + 1] = c1[i];
    words[4 * i + 2] = c2[i];
    words[4 * i + 3] = c3[i];
  }
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
