#include "check/bench_ops.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/distance.h"
#include "check/peers.h"
#include "check/registry.h"
#include "core/parallel.h"
#include "core/suggest.h"

namespace seven {

namespace {

// One variant of a case, ready to run.
struct Contestant {
  std::string name;
  BoundOp bound;
  std::vector<double> expected;  // seconds that one run of each problem will take; 0 where that cannot be long
};

bool chosen(const std::string& wanted, const std::string& name) { return wanted.empty() || wanted == name; }

// Work so small that even a slow variant is done with it at once needs no guess beforehand.
constexpr double kSlowestFlops = 5e7;  // a second

// The same case with one image, or with the first rows of a product: to see how slow a variant is before it runs.
OpCase sample_of(const Op& op, const OpCase& op_case) {
  OpCase sample = op_case;
  Shape& shape = sample.inputs.front().second;
  const auto transposed = op_case.settings.find("transpose-a");
  if (transposed != op_case.settings.end() && transposed->second == "true") {
    shape = Shape{shape[0], std::min<Index>(8, shape[1])};
  } else {
    shape = shape.with_front(std::min<Index>(op.name == "gemm" ? 8 : 1, shape[0]));
  }
  return sample;
}

// How long one run of each problem will take, from a sample of it; 0 where that cannot be long.
std::vector<double> expected_seconds(const Op& op, const std::string& variant, const OpCase& op_case,
                                     const BoundOp& bound, double limit) {
  std::vector<double> seconds(bound.problems.size(), 0.0);
  const bool small = std::all_of(bound.problems.begin(), bound.problems.end(),
                                 [&](const Problem& problem) { return problem.flops < kSlowestFlops * limit; });
  if (small) return seconds;
  const OpCase sample = sample_of(op, op_case);
  const Tensors inputs = make_inputs<float>(op, sample, 1);
  const BoundOp little = op.bind(variant, Settings(op.name, op.settings, sample.settings), inputs);
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    const Problem& problem = little.problems[i];
    seconds[i] = seconds_of(problem.run);
    // A first run also wakes the threads and touches the memory. Only one that looks too slow is worth another.
    const double factor = bound.problems[i].flops / problem.flops;
    if (seconds[i] * factor > limit && seconds[i] < limit) seconds[i] = seconds_of(problem.run);
    seconds[i] *= factor;
  }
  return seconds;
}

BenchRow make_row(const Op& op, const OpCase& op_case, const std::string& variant, const Problem& problem,
                  const Timing& time, const Ceilings& ceilings) {
  BenchRow row;
  row.op = op.name;
  row.variant = variant;
  row.op_case = op_case.name;
  row.problem = problem.name;
  row.threads = threads();
  row.time = time;
  row.flops = problem.flops;
  row.bytes = problem.bytes;
  row.gflops = problem.flops / time.median / 1e9;
  row.gigabytes = problem.bytes / time.median / 1e9;
  row.share = ceilings.share(problem.flops, problem.bytes, time.median);
  return row;
}

// Whether a variant, or a peer, rounds its operands for tensor cores.
bool rounds(const BenchRow& row) {
  return row.variant.find("tf32") != std::string::npos || row.variant.find("bf16") != std::string::npos;
}

// The seconds of the fastest peer of a row's kind, or of any peer if there is none; 0 without peers.
double yardstick(const std::vector<BenchRow>& rows, bool rounding) {
  double of_kind = 0.0;
  double of_any = 0.0;
  const auto keep = [](double& fastest, double seconds) {
    if (fastest == 0.0 || seconds < fastest) fastest = seconds;
  };
  for (const BenchRow& row : rows) {
    if (!row.is_peer()) continue;
    keep(of_any, row.time.median);
    if (rounds(row) == rounding) keep(of_kind, row.time.median);
  }
  return of_kind > 0.0 ? of_kind : of_any;
}

void compare(std::vector<BenchRow>& rows) {
  const BenchRow* before = nullptr;
  for (BenchRow& row : rows) {
    if (row.is_peer()) continue;
    if (before != nullptr) row.speedup = before->time.median / row.time.median;
    const double peer = yardstick(rows, rounds(row));
    row.peer_ratio = peer > 0.0 ? peer / row.time.median : 0.0;
    before = &row;
  }
}

// The norm of the difference may be this much of the result's: Winograd's transforms and sums in another order stay
// far below it, and a missing term, a wrong pad or a transposed operand far above.
constexpr double kPeerTolerance = 1e-3;

void expect_same_result(const PeerWork& peer, const Op& op, const OpCase& op_case, const Problem& problem,
                        const Tensors& outputs) {
  const std::string name = output_of(op, problem.name);
  const Tensor<float>& ours = get<float>(outputs, name);
  Tensor<float> theirs(ours.shape());
  peer.run();
  peer.result(theirs.data());
  const double distance = relative_distance(theirs, ours);
  if (distance <= kPeerTolerance) return;
  throw Error("a peer's result differs from ours: there is nothing to compare")
      .where(fmt::format("{} {} {}, {}", op.name, op_case.name, problem.name, peer.name()))
      .expected(fmt::format("at most {:g} of its norm", kPeerTolerance))
      .got(fmt::format("{:g}", distance))
      .fix(fmt::format("./seven gradcheck --op {} checks ours", op.name));
}

void bench_case(const BenchChoice& choice, const Op& op, const OpCase& op_case, const Ceilings& ceilings,
                const std::function<void(const std::vector<BenchRow>&)>& rows_out,
                const std::function<void(const std::string&)>& note) {
  const Tensors inputs = make_inputs<float>(op, op_case, 1);
  const Settings settings(op.name, op.settings, op_case.settings);
  std::vector<Contestant> contestants;
  const std::vector<std::string> variants = op.variants_on(choice.device);
  for (const std::string& variant : variants) {
    // As everywhere, the best one is the last of the table.
    const std::string wanted = choice.variant.empty() ? "" : called_on(choice.device, choice.variant);
    if (!chosen(choice.variant == "best" ? variants.back() : wanted, variant)) continue;
    Contestant contestant{.name = variant, .bound = op.bind(variant, settings, inputs), .expected = {}};
    contestant.expected = expected_seconds(op, variant, op_case, contestant.bound, choice.limit);
    contestants.push_back(std::move(contestant));
  }
  if (contestants.empty()) return;
  // Bound anew, so that its gradients start from zero: what the peers' results are held against.
  BoundOp reference;
  if (choice.peers != nullptr) reference = op.bind(called_on(choice.device, "best"), settings, inputs);
  for (std::size_t p = 0; p < contestants.front().bound.problems.size(); ++p) {
    std::vector<const Contestant*> running;
    std::vector<std::function<void()>> bodies;
    for (const Contestant& contestant : contestants) {
      const Problem& problem = contestant.bound.problems[p];
      if (contestant.expected[p] > choice.limit) {
        note(fmt::format("{} {} {} {}: left out, one run would take about {:.0f} s (--limit {:g})", op.name,
                         contestant.name, op_case.name, problem.name, contestant.expected[p], choice.limit));
        continue;
      }
      running.push_back(&contestant);
      bodies.push_back(problem.run);
    }
    std::vector<PeerWork> peers;
    if (choice.peers != nullptr && !bodies.empty()) {
      peers = choice.peers->prepare(op, op_case, reference.problems[p].name, inputs);
      if (!peers.empty()) reference.problems[p].run();
      for (const PeerWork& peer : peers) {
        expect_same_result(peer, op, op_case, reference.problems[p], reference.outputs);
        bodies.emplace_back([&peer] { peer.run(); });
      }
    }
    const std::vector<Timing> times = measure_in_turn(bodies, choice.seconds);
    std::vector<BenchRow> rows;
    for (std::size_t i = 0; i < running.size(); ++i) {
      rows.push_back(make_row(op, op_case, running[i]->name, running[i]->bound.problems[p], times[i], ceilings));
    }
    for (std::size_t i = 0; i < peers.size(); ++i) {
      const Timing& time = times[running.size() + i];
      rows.push_back(make_row(op, op_case, peers[i].name(), reference.problems[p], time, ceilings));
    }
    compare(rows);
    if (!rows.empty()) rows_out(rows);
  }
}

}  // namespace

void expect_known_names(const BenchChoice& choice) {
  std::vector<std::string> variants;
  std::vector<std::string> cases;
  memory_of(choice.device);  // throws if it is not here
  if (!choice.op.empty()) find_op(choice.op);
  for (const Op& op : ops()) {
    if (!chosen(choice.op, op.name)) continue;
    for (const std::string& variant : op.variants_on(choice.device)) {
      variants.push_back(variant.substr(variant.find(':') + 1));
    }
    for (const OpCase& op_case : choice.layers.empty() ? op.cases : choice.layers) cases.push_back(op_case.name);
  }
  const auto known = [](const std::string& name, const std::vector<std::string>& names) {
    return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  const std::string of_op = choice.op.empty() ? "" : " of " + choice.op;
  variants.emplace_back("best");
  if (!known(choice.variant, variants)) throw unknown_name("variant" + of_op, choice.variant, variants);
  if (!known(choice.op_case, cases)) throw unknown_name("case" + of_op, choice.op_case, cases);
}

void bench_ops(const BenchChoice& choice, const Ceilings& ceilings,
               const std::function<void(const std::vector<BenchRow>&)>& rows,
               const std::function<void(const std::string&)>& note) {
  expect_known_names(choice);
  for (const Op& op : ops()) {
    if (!chosen(choice.op, op.name)) continue;
    const std::string missing = choice.peers != nullptr ? choice.peers->missing(op.name) : "";
    if (!missing.empty()) note(missing);
    for (const OpCase& op_case : choice.layers.empty() ? op.cases : choice.layers) {
      const bool wanted = choice.op_case.empty() ? op_case.benchmark : op_case.name == choice.op_case;
      if (wanted) bench_case(choice, op, op_case, ceilings, rows, note);
    }
  }
}

}  // namespace seven
