#include "nn/initialiser.h"

#include <cmath>

#include "core/philox.h"

namespace seven {

//! [initialise]
template <class T>
void initialise(Tensor<T>& weights, const Initialiser& how, Index fan_in, Index fan_out, std::uint64_t seed,
                Index parameter) {
  Random random(seed, Purpose::weights, 0, parameter);
  switch (how.kind) {
    case Initialiser::Kind::glorot: {
      const double limit = std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
      for (T& w : weights.span()) w = static_cast<T>(random.uniform(-limit, limit));
      return;
    }
    case Initialiser::Kind::he:
    case Initialiser::Kind::gaussian: {
      const bool he = how.kind == Initialiser::Kind::he;
      const double sigma = he ? std::sqrt(2.0 / static_cast<double>(fan_in)) : how.sigma;
      for (T& w : weights.span()) w = static_cast<T>(sigma * random.normal());
      return;
    }
  }
}
//! [initialise]

template void initialise(Tensor<float>&, const Initialiser&, Index, Index, std::uint64_t, Index);
template void initialise(Tensor<double>&, const Initialiser&, Index, Index, std::uint64_t, Index);

}  // namespace seven
