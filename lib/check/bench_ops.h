// The registered cases of the ops against the clock: every variant of a case in turn, beside the peers that solve the
// same problem, under the machine's two ceilings.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "check/bench.h"
#include "check/ceilings.h"
#include "ops/op.h"

namespace seven {

class Peers;  // check/peers.h

// What to time; an empty name stands for all.
struct BenchChoice {
  std::string op = {};
  std::string variant = {};  // or "best"
  Device device = Device::cpu;
  std::string op_case = {};         // this one, also if it is not one of the benchmark's
  std::vector<OpCase> layers = {};  // instead of the registered cases of `op` (check/layers.h)
  double seconds = 0.3;             // of measuring, for each variant of each problem
  double limit = 5.0;               // a variant that would take longer than this for one run is left out
  const Peers* peers = nullptr;     // these too, where they know the op
};

struct BenchRow {
  std::string op, variant, op_case, problem;
  int threads = 0;
  Timing time;
  double flops = 0.0;
  double bytes = 0.0;
  double gflops = 0.0;     // 1e9 floating-point operations a second
  double gigabytes = 0.0;  // 1e9 bytes a second of the least traffic the problem needs
  double share = 0.0;      // of the roofline
  double speedup = 0.0;    // over the variant before it; 0 where there is none
  // The time of the fastest peer that rounds as this one does, over this one's: above 1, this one is faster; 0 without
  // peers.
  double peer_ratio = 0.0;

  [[nodiscard]] bool is_peer() const { return variant.starts_with("peer:"); }
};

// Throws Error (wrong use), with the nearest names, for a name that is not there.
void expect_known_names(const BenchChoice& choice);

// Times what was chosen. `rows` gets all variants of one problem of one case, the table's order first and peers last;
// `note` one line for each thing that is left out, with the reason. Throws Error if a peer's result differs from ours.
void bench_ops(const BenchChoice& choice, const Ceilings& ceilings,
               const std::function<void(const std::vector<BenchRow>&)>& rows,
               const std::function<void(const std::string&)>& note);

}  // namespace seven
