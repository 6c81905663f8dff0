// linear_backward: each of the three gradients as its own sum in double.
#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> grad_x, grad_w, grad_b, grad_y, x, w;
};

Arrays lay_out(Check& check, Index N, Index C, Index K) {
  Arrays a{check.output<float>("grad_x", {N, C}, "nc"), check.inout<float>("grad_w", {K, C}, "kc"),
           check.inout<float>("grad_b", {K}, "k"),      check.input<float>("grad_y", {N, K}, "nk"),
           check.input<float>("x", {N, C}, "nc"),       check.input<float>("w", {K, C}, "kc")};
  if (check.size("zeros", 0) != 0) {
    std::fill_n(a.grad_w.data, a.grad_w.size(), 0.0F);
    std::fill_n(a.grad_b.data, a.grad_b.size(), 0.0F);
  }
  return a;
}

}  // namespace

void check_linear_backward(Check& check) {
  const Index N = check.size("n");
  const Index C = check.size("c");
  const Index K = check.size("k");
  const Arrays a = lay_out(check, N, C, K);
  std::vector<double> grad_x, grad_w(a.grad_w.values().begin(), a.grad_w.values().end()),
      grad_b(a.grad_b.values().begin(), a.grad_b.values().end());
  for (Index n = 0; n < N; ++n) {
    for (Index c = 0; c < C; ++c) {
      double sum = 0.0;
      for (Index k = 0; k < K; ++k) sum += static_cast<double>(a.grad_y[n * K + k]) * a.w[k * C + c];
      grad_x.push_back(sum);
    }
  }
  for (Index k = 0; k < K; ++k) {
    for (Index n = 0; n < N; ++n) grad_b[static_cast<std::size_t>(k)] += a.grad_y[n * K + k];
    for (Index c = 0; c < C; ++c) {
      for (Index n = 0; n < N; ++n)
        grad_w[static_cast<std::size_t>(k * C + c)] += static_cast<double>(a.grad_y[n * K + k]) * a.x[n * C + c];
    }
  }
  check.call("linear_backward", a.grad_x, a.grad_w, a.grad_b, a.grad_y, a.x, a.w, as_int(N), as_int(C), as_int(K));
  check.expect(a.grad_x, grad_x, sum_tolerance<float>(K));
  check.expect(a.grad_w, grad_w, sum_tolerance<float>(N + 1));
  check.expect(a.grad_b, grad_b, sum_tolerance<float>(N + 1));
}

Score score_linear_backward(Check& check) {
  const Index N = 32;
  const Index C = 256;
  const Index K = 128;
  const Arrays a = lay_out(check, N, C, K);
  Score score;
  score.seconds = check.time(0.1, "linear_backward", a.grad_x, a.grad_w, a.grad_b, a.grad_y, a.x, a.w, as_int(N),
                             as_int(C), as_int(K));
  score.flops = 4.0 * static_cast<double>(N * C * K);
  score.bytes = 4.0 * static_cast<double>(2 * N * C + 3 * K * C + 2 * K + N * K);
  score.size = "32 images, 256 inputs, 128 units";
  return score;
}

}  // namespace seven::learn
