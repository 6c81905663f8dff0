// What the two products of the chapter have in common.
#pragma once

#include <fmt/format.h>

#include "learn/checks/counts.h"

namespace seven::learn {

struct Product {
  Index m, n, k;
  Array<float> a, b, c;
  std::vector<double> expected;
};

inline Product product_of(Check& check, Index m, Index n, Index k) {
  Product p{m,
            n,
            k,
            check.input<float>("a", {m, k}, "ik"),
            check.input<float>("b", {k, n}, "kj"),
            check.output<float>("c", {m, n}, "ij"),
            {}};
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j < n; ++j) {
      double sum = 0.0;
      for (Index d = 0; d < k; ++d) sum += static_cast<double>(p.a[i * k + d]) * p.b[d * n + j];
      p.expected.push_back(sum);
    }
  }
  return p;
}

inline void run_product(Check& check, const char* function, const Product& p) {
  check.call(function, p.c, p.a, p.b, as_int(p.m), as_int(p.n), as_int(p.k));
}

// "500 bytes read and 66.4 requests to shared memory for 1000 multiply-adds": of the last call.
inline Score traffic(const Check& check, const Product& p) {
  const double thousands = static_cast<double>(p.m * p.n * p.k) / 1000.0;
  Score score;
  score.counted = fmt::format("{:.1f} bytes read and {:.1f} requests to shared memory for 1000 multiply-adds",
                              kSectorBytes * static_cast<double>(check.counts().load_sectors) / thousands,
                              static_cast<double>(check.counts().shared) / thousands);
  score.size = fmt::format("a product of {} x {} x {}", p.m, p.n, p.k);
  return score;
}

}  // namespace seven::learn
