// ReLU against tanh (the AlexNet paper, section 3.1 and figure 1), small: two nets that differ in their activation
// only, and how many epochs each needs to a given training error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ops/activation/activation.h"
#include "program.h"

namespace seven::chapters {

struct RaceOptions {
  std::string data;              // cifar10 or synth; empty: cifar10 where it is found, else synth
  std::string start = "narrow";  // or glorot: see runner.h
  Index images = 4000;
  Index batch = 32;
  double goal = 25.0;  // per cent of the training pictures that may be wrong
  Index epochs = 100;  // a net that has not reached the goal by then is given up
  std::uint64_t seed = 0;
  std::optional<double> relu_rate;  // none: the best one of the chapter's search
  std::optional<double> tanh_rate;
};

// Trains the two nets side by side, an epoch each in turn, and prints both errors as they fall.
void race(const Program& program, const RaceOptions& options);

// From both starts: tries learning rates for each of the two nets, prints and records how many epochs each rate needs,
// and compares the best.
void search_rates(const Program& program, const RaceOptions& options);

}  // namespace seven::chapters
