#include "check/bench.h"

#include <doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "check/bench_ops.h"
#include "core/error.h"
#include "support/message.h"

using namespace seven;

namespace {

const Ceilings kMachine{.threads = 1, .gflops = 100.0, .gigabytes = 10.0};

struct Outcome {
  std::vector<std::vector<BenchRow>> groups;
  std::vector<std::string> notes;
};

Outcome outcome_of(const BenchChoice& choice) {
  Outcome outcome;
  bench_ops(
      choice, kMachine, [&](const std::vector<BenchRow>& rows) { outcome.groups.push_back(rows); },
      [&](const std::string& note) { outcome.notes.push_back(note); });
  return outcome;
}

}  // namespace

TEST_CASE("bodies take turns, and each is timed on its own") {
  std::string order;
  const auto wait = [](int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); };
  const std::vector<Timing> times = measure_in_turn({[&] {
                                                       order += 'a';
                                                       wait(1);
                                                     },
                                                     [&] {
                                                       order += 'b';
                                                       wait(20);
                                                     }},
                                                    0.03);
  REQUIRE(times.size() == 2);
  CHECK(times[0].median >= 0.001);
  CHECK(times[1].median >= 0.02);
  CHECK(times[0].median >= times[0].minimum);
  CHECK(times[0].runs >= 3);
  CHECK(times[1].runs >= 3);
  order.erase(std::unique(order.begin(), order.end()), order.end());
  CHECK(order == "ababab");
}

TEST_CASE("all variants of a problem come together, each compared with the one before it") {
  const Outcome outcome = outcome_of({.op = "conv2d", .op_case = "3x3_pad1", .seconds = 0.001});
  CHECK(outcome.notes.empty());
  REQUIRE(outcome.groups.size() == 3);
  CHECK(outcome.groups[0].front().problem == "forward");
  CHECK(outcome.groups[2].front().problem == "grad_weight");
  for (const std::vector<BenchRow>& rows : outcome.groups) {
    REQUIRE(rows.size() >= 2);
    CHECK(rows.front().variant == "naive");
    CHECK(rows.front().speedup == 0.0);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      CHECK(rows[i].speedup == doctest::Approx(rows[i - 1].time.median / rows[i].time.median));
    }
    for (const BenchRow& row : rows) {
      CHECK(row.share == doctest::Approx(kMachine.share(row.flops, row.bytes, row.time.median)));
      CHECK(row.gflops == doctest::Approx(row.flops / row.time.median / 1e9));
      CHECK(row.peer_ratio == 0.0);
    }
  }
}

TEST_CASE("what would take longer than the limit is left out with a word, and never run") {
  const Outcome outcome =
      outcome_of({.op = "gemm", .variant = "naive", .op_case = "square_512", .seconds = 0.001, .limit = 1e-6});
  CHECK(outcome.groups.empty());
  REQUIRE(outcome.notes.size() == 1);
  for (const char* word : {"gemm naive square_512 forward", "left out", "--limit 1e-06"})
    CHECK_MESSAGE(contains(outcome.notes.front(), word), word);
  CHECK(outcome_of({.op = "gemm", .variant = "naive", .op_case = "1x1x1", .seconds = 0.001}).groups.size() == 1);
}

TEST_CASE("names that are not there are refused with the nearest ones") {
  CHECK(contains(message_of([] { expect_known_names({.op = "gem"}); }), "gemm"));
  CHECK(contains(message_of([] { expect_known_names({.op = "gemm", .variant = "thread"}); }), "threaded"));
  CHECK(contains(message_of([] { expect_known_names({.op = "gemm", .op_case = "square_51"}); }), "square_512"));
}
