// matmul_rows: each element as its own sum in double.
#include "learn/checks/06_blocking_vectors_cores/matmul.h"

namespace seven::learn {

namespace {

MatmulArrays lay_out(Check& check, Index M, Index N, Index K) {
  return lay_out_matmul(check, check.output<float>("c", {M, N}, "ij"), M, N, K);
}

}  // namespace

void check_matmul_rows(Check& check) {
  const Index M = check.size("m");
  const Index N = check.size("n");
  const Index K = check.size("k");
  const MatmulArrays in = lay_out(check, M, N, K);
  const std::vector<double> expected = expected_matmul(in, false, M, N, K);
  check.call("matmul_rows", in.c, in.a, in.b, as_int(M), as_int(N), as_int(K));
  check.expect(in.c, expected, sum_tolerance<float>(K));
}

Score score_matmul_rows(Check& check) {
  const Index size = 384;
  const MatmulArrays in = lay_out(check, size, size, size);
  Score score;
  score.seconds = check.time(0.1, "matmul_rows", in.c, in.a, in.b, as_int(size), as_int(size), as_int(size));
  score.flops = 2.0 * static_cast<double>(size * size * size);
  score.bytes = 12.0 * static_cast<double>(size * size);
  score.size = "matrices of 384 x 384";
  return score;
}

}  // namespace seven::learn
