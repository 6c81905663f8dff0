// matmul_rows: each element as its own sum in double.
#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> c, a, b;
};

Arrays lay_out(Check& check, Index M, Index N, Index K) {
  return {check.output<float>("c", {M, N}, "ij"), check.input<float>("a", {M, K}, "ik"),
          check.input<float>("b", {K, N}, "kj")};
}

}  // namespace

void check_matmul_rows(Check& check) {
  const Index M = check.size("m");
  const Index N = check.size("n");
  const Index K = check.size("k");
  const Arrays in = lay_out(check, M, N, K);
  std::vector<double> expected;
  for (Index i = 0; i < M; ++i)
    for (Index j = 0; j < N; ++j) {
      double sum = 0.0;
      for (Index k = 0; k < K; ++k) sum += static_cast<double>(in.a[i * K + k]) * in.b[k * N + j];
      expected.push_back(sum);
    }
  check.call("matmul_rows", in.c, in.a, in.b, as_int(M), as_int(N), as_int(K));
  check.expect(in.c, expected, sum_tolerance<float>(K));
}

Score score_matmul_rows(Check& check) {
  const Index size = 384;
  const Arrays in = lay_out(check, size, size, size);
  Score score;
  score.seconds = check.time(0.1, "matmul_rows", in.c, in.a, in.b, as_int(size), as_int(size), as_int(size));
  score.flops = 2.0 * static_cast<double>(size * size * size);
  score.bytes = 12.0 * static_cast<double>(size * size);
  score.size = "matrices of 384 x 384";
  return score;
}

}  // namespace seven::learn
