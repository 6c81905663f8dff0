// parallel_sum: the shares cover all chunks once and evenly; the sums are the very ones, to the bit, for several
// numbers of threads.
#include <fmt/format.h>

#include "learn/checks.h"

namespace seven::learn {

void check_parallel_sum(Check& check) {
  const Index n = check.size("n");
  const Index chunk = check.size("chunk");
  const Index threads = check.size("threads");
  const Index chunks = (n + chunk - 1) / chunk;
  const auto x = check.input<float>("x", {n}, "i");
  const auto partial = check.output<float>("partial", {chunks}, "i");
  std::vector<double> sums;
  float total = 0.0F;
  for (Index i = 0; i < chunks; ++i) {
    float sum = 0.0F;
    for (const float value : x.values()
                                 .subspan(static_cast<std::size_t>(i * chunk))
                                 .first(static_cast<std::size_t>(std::min(chunk, n - i * chunk))))
      sum += value;
    sums.push_back(sum);
    total += sum;
  }
  std::vector<Index> begin;
  for (Index t = 0; t <= threads; ++t)
    begin.push_back(static_cast<Index>(check.call("share_begin", as_int(chunks), as_int(threads), as_int(t))));
  check.expect_value(fmt::format("share_begin({}, {}, 0)", chunks, threads), static_cast<double>(begin.front()), 0.0);
  check.expect_value(fmt::format("share_begin({}, {}, {})", chunks, threads, threads),
                     static_cast<double>(begin.back()), static_cast<double>(chunks));
  for (std::size_t t = 0; t + 1 < begin.size(); ++t) {
    const Index share = begin[t + 1] - begin[t];
    check.expect_true(share == chunks / threads || share == (chunks + threads - 1) / threads,
                      fmt::format("{} chunks for {} threads: thread {} does {} of them", chunks, threads, t, share));
  }
  for (std::size_t t = begin.size() - 1; t-- > 0;)  // no thread waits for another, so any order will do
    check.call("chunk_sums", partial, x, as_int(n), as_int(chunk), as_int(begin[t]), as_int(begin[t + 1]));
  check.expect(partial, sums, {0.0, 0.0});
  const double got = check.call("total", partial, as_int(chunks));
  check.expect_value(fmt::format("total of {} partial sums", chunks), got, total, {0.0, 0.0});
}

Score score_parallel_sum(Check& check) {
  const Index n = 1 << 16;
  const Index chunk = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto partial = check.output<float>("partial", {n / chunk}, "i");
  Score score;
  score.seconds = check.time(0.1, "chunk_sums", partial, x, as_int(n), as_int(chunk), 0, as_int(n / chunk));
  score.flops = static_cast<double>(n);
  score.bytes = 4.0 * static_cast<double>(n);
  score.size = "65536 numbers in chunks of 4096, on one thread";
  return score;
}

}  // namespace seven::learn
