// Timing whole training steps of a net, part by part, beside the same step in another program.
#pragma once

#include <string>
#include <vector>

#include "check/bench.h"
#include "check/ceilings.h"
#include "lab/results.h"
#include "nn/layer.h"

namespace seven {

// One pass through one part of a step: its median time, its operations and the bytes that it has to move at the least.
struct PassCost {
  double seconds = 0.0;
  double flops = 0.0;
  double bytes = 0.0;
};

// A layer, the loss, or the update.
struct StepPart {
  std::string name, kind;  // "conv1", "conv2d"
  PassCost forward, backward;
};

struct StepReport {
  std::string net;
  Index batch = 0;
  int threads = 0;
  Timing step = {};
  std::vector<StepPart> parts =
      {};                        // in the net's order; then softmax and loss, the gradients set to zero, SGD's update
  double peak_memory_mib = 0.0;  // that the process has held until now; 0 if the system does not say

  [[nodiscard]] double images_per_second() const { return static_cast<double>(batch) / step.median; }
};

// Times whole training steps (forward, loss, backward, update) of a model on random images, for about `seconds`.
StepReport bench_step(const std::string& net, Index batch, const VariantChoice& variants, double seconds,
                      Device device = Device::cpu);

// The parts as a table: milliseconds, operations a second and the share of the roofline.
std::string step_table(const StepReport& report, const Ceilings& ceilings);

// What another program printed about the same step.
struct PeerStep {
  double images_per_second = 0.0;
  double peak_memory_mib = 0.0;  // 0 if it did not say
};

// The numbers before the last " images/s" and the last " MiB". Throws Error, naming `command`, if the first is missing.
PeerStep read_peer(const std::string& output, const std::string& command);

// Runs a shell command that times the same thing and prints them. Throws Error if it fails.
PeerStep run_peer(const std::string& command);

// Our rounds and the peer's, in turn: as many of each, or none of the peer's.
struct StepRounds {
  std::vector<StepReport> ours;
  std::vector<PeerStep> theirs;

  // Medians over the rounds. The ratio is of the two rates of one round; 0 without a peer.
  [[nodiscard]] double images_per_second() const;
  [[nodiscard]] double peer_images_per_second() const;
  [[nodiscard]] double ratio() const;
};

// A row of the table "steps".
Result step_result(const StepRounds& rounds, const std::string& peer, const std::string& command);

}  // namespace seven
