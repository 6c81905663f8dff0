// matmul_blocked: each element as its own sum in double, added to what was in c.
#include "learn/checks/06_blocking_vectors_cores/matmul.h"

namespace seven::learn {

namespace {

MatmulArrays lay_out(Check& check, Index M, Index N, Index K) {
  return lay_out_matmul(check, check.inout<float>("c", {M, N}, "ij"), M, N, K);
}

}  // namespace

void check_matmul_blocked(Check& check) {
  const Index M = check.size("m");
  const Index N = check.size("n");
  const Index K = check.size("k");
  const MatmulArrays in = lay_out(check, M, N, K);
  const std::vector<double> expected = expected_matmul(in, true, M, N, K);
  check.call("matmul_blocked", in.c, in.a, in.b, as_int(M), as_int(N), as_int(K), as_int(check.size("bk")),
             as_int(check.size("bn")));
  check.expect(in.c, expected, sum_tolerance<float>(K + 1));
}

Score score_matmul_blocked(Check& check) {
  const Index M = 64;
  const Index size = 1536;  // b: 9 MiB, larger than a second-level cache
  const MatmulArrays in = lay_out(check, M, size, size);
  Score score;
  score.seconds = check.time(0.1, "matmul_blocked", in.c, in.a, in.b, as_int(M), as_int(size), as_int(size), 128, 512);
  score.flops = 2.0 * static_cast<double>(M * size * size);
  score.bytes = 4.0 * static_cast<double>(2 * in.c.size() + in.a.size() + in.b.size());
  score.size = "64 rows, a matrix of 1536 x 1536, blocks of 128 x 512";
  return score;
}

}  // namespace seven::learn
