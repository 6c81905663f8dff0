// Which units are dropped, in the kernels: by the words of Philox that the CPU draws too, so the masks are the same.
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include <cmath>
#include <cstdint>

#include "core/philox.h"
#include "cuda/kernel.h"
#include "ops/dropout/dropout.h"
#include "ops/kernels.h"

namespace seven::dropout::SEVEN_TARGET {

//! [draw]
template <class T>
struct Draw {
  std::uint64_t seed;
  Index epoch, first_image;
  std::uint64_t threshold;  // a unit is dropped if its word lies below this; it may be 2^32, one more than a word holds
  T scale;                  // of the units that are kept

  // The words of units 4 * block to 4 * block + 3 of row n. Nothing was drawn before: the place in the stream is a
  // counter, so that each thread finds its own words.
  __device__ PhiloxCounter words(int n, int block) const {
    const Random stream(seed, Purpose::dropout, epoch, first_image + n);
    PhiloxCounter counter = stream.counter();
    counter[0] += block;
    return philox(counter, stream.key());
  }
  // The mask of a unit: 0 or 1.
  __device__ T mask(std::uint32_t word) const { return word < threshold ? T(0) : T(1); }
};
//! [draw]

template <class T>
Draw<T> draw_of(const Params& a) {
  return {a.seed, a.epoch, a.first_image, static_cast<std::uint64_t>(std::ceil(a.rate * 0x1p32)),
          static_cast<T>(a.train_scale())};
}

}  // namespace seven::dropout::SEVEN_TARGET
