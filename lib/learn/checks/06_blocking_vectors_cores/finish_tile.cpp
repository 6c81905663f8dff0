// finish_tile: called for each block of a sum; in between, c has to be the sum so far.
#include "learn/checks.h"

namespace seven::learn {

void check_finish_tile(Check& check) {
  const Index M = check.size("m");
  const Index N = check.size("n");
  const Index blocks = check.size("blocks");
  std::vector<Array<float>> sums;
  for (Index block = 0; block < blocks; ++block)
    sums.push_back(check.input<float>("sums" + std::to_string(block), {M, N}, "ij"));
  const auto bias = check.input<float>("bias", {M}, "i");
  const auto c = check.inout<float>("c", {M, N}, "ij");
  std::vector<double> expected(static_cast<std::size_t>(M * N));
  for (Index block = 0; block < blocks; ++block) {
    const bool last = block + 1 == blocks;
    for (Index i = 0; i < M * N; ++i) {
      double& value = expected[static_cast<std::size_t>(i)];
      value += sums[static_cast<std::size_t>(block)][i];
      if (last) value = std::max(0.0, value + static_cast<double>(bias[i / N]));
    }
    check.call("finish_tile", c, sums[static_cast<std::size_t>(block)], bias, as_int(M), as_int(N), block == 0 ? 1 : 0,
               last ? 1 : 0);
    check.expect(c, expected, sum_tolerance<float>(blocks + 1));
  }
}

Score score_finish_tile(Check& check) {
  const Index M = 96;
  const Index N = 512;
  const auto sums = check.input<float>("sums", {M, N}, "ij");
  const auto bias = check.input<float>("bias", {M}, "i");
  const auto c = check.inout<float>("c", {M, N}, "ij");
  Score score;
  score.seconds = check.time(0.1, "finish_tile", c, sums, bias, as_int(M), as_int(N), 1, 1);
  score.bytes = 8.0 * static_cast<double>(M * N);
  score.size = "96 x 512 sums, the only block";
  return score;
}

}  // namespace seven::learn
