// backward_products: both products, made by handing each element of grad_y to all sums it is in.
#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> grad_column, grad_w, w, grad_y, column;
};

Arrays lay_out(Check& check, Index K, Index D, Index L) {
  return {check.output<float>("grad_column", {D, L}, "dj"), check.inout<float>("grad_w", {K, D}, "kd"),
          check.input<float>("w", {K, D}, "kd"), check.input<float>("grad_y", {K, L}, "kj"),
          check.input<float>("column", {D, L}, "dj")};
}

}  // namespace

void check_backward_products(Check& check) {
  const Index K = check.size("k");
  const Index D = check.size("d");
  const Index L = check.size("l");
  const Arrays a = lay_out(check, K, D, L);
  std::vector<double> grad_column(static_cast<std::size_t>(D * L));
  std::vector<double> grad_w(a.grad_w.values().begin(), a.grad_w.values().end());
  for (Index k = 0; k < K; ++k)
    for (Index j = 0; j < L; ++j) {
      const double g = a.grad_y[k * L + j];
      for (Index d = 0; d < D; ++d) {
        grad_column[static_cast<std::size_t>(d * L + j)] += g * a.w[k * D + d];
        grad_w[static_cast<std::size_t>(k * D + d)] += g * a.column[d * L + j];
      }
    }
  check.call("grad_column", a.grad_column, a.w, a.grad_y, as_int(K), as_int(D), as_int(L));
  check.expect(a.grad_column, grad_column, sum_tolerance<float>(K));
  check.call("grad_weight", a.grad_w, a.grad_y, a.column, as_int(K), as_int(D), as_int(L));
  check.expect(a.grad_w, grad_w, sum_tolerance<float>(L + 1));
}

Score score_backward_products(Check& check) {
  const Index K = 32;
  const Index D = 288;
  const Index L = 784;
  const Arrays a = lay_out(check, K, D, L);
  Score score;
  score.seconds = check.time(0.05, "grad_column", a.grad_column, a.w, a.grad_y, as_int(K), as_int(D), as_int(L)) +
                  check.time(0.05, "grad_weight", a.grad_w, a.grad_y, a.column, as_int(K), as_int(D), as_int(L));
  score.flops = 4.0 * static_cast<double>(K * D * L);
  score.bytes = 4.0 * static_cast<double>(a.grad_column.size() + a.column.size() + 2 * a.grad_y.size() + a.w.size() +
                                          2 * a.grad_w.size());
  score.size = "32 kernels of 32 x 3 x 3, 28 x 28 windows";
  return score;
}

}  // namespace seven::learn
