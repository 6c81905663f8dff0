// conv2d_product: each output as its own sum in double.
#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> y, w, column, b;
};

Arrays lay_out(Check& check, Index K, Index D, Index L, Index G) {
  return {check.output<float>("y", {K, L}, "kj"), check.input<float>("w", {K, D}, "kd"),
          check.input<float>("column", {G * D, L}, "ij"), check.input<float>("b", {K}, "k")};
}

}  // namespace

void check_conv2d_product(Check& check) {
  const Index K = check.size("k");
  const Index D = check.size("d");
  const Index L = check.size("l");
  const Index G = check.size("groups", 1);
  const Arrays a = lay_out(check, K, D, L, G);
  std::vector<double> expected;
  for (Index k = 0; k < K; ++k)
    for (Index j = 0; j < L; ++j) {
      double sum = a.b[k];
      for (Index i = 0; i < G * D; ++i)  // all rows; those of other groups have weight 0
        sum += i / D == k * G / K ? static_cast<double>(a.w[k * D + i % D]) * a.column[i * L + j] : 0.0;
      expected.push_back(sum);
    }
  check.call("conv2d_product", a.y, a.w, a.column, a.b, as_int(K), as_int(D), as_int(L), as_int(G));
  check.expect(a.y, expected, sum_tolerance<float>(D + 1));
}

Score score_conv2d_product(Check& check) {
  const Index K = 64;
  const Index D = 576;
  const Index L = 784;
  const Arrays a = lay_out(check, K, D, L, 1);
  Score score;
  score.seconds = check.time(0.1, "conv2d_product", a.y, a.w, a.column, a.b, as_int(K), as_int(D), as_int(L), 1);
  score.flops = 2.0 * static_cast<double>(K * D * L);
  score.bytes = 4.0 * static_cast<double>(a.y.size() + a.w.size() + a.column.size() + a.b.size());
  score.size = "64 kernels of 64 x 3 x 3, 28 x 28 windows";
  return score;
}

}  // namespace seven::learn
