// Chapter 04: what is measured for its page. A default run of the program needs none of it but the spreads.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "data/loader.h"
#include "nets.h"
#include "program.h"

namespace chapter {

// The size of activations before any training, layer by layer.
struct Spread {
  std::string name;
  std::vector<std::pair<std::string, double>> layers;  // root mean square of each convolution's output
  double loss = 0.0;
};

// Of the deep net with first weights too narrow, right, and too wide.
std::vector<Spread> spreads(const Batch& batch);

// Trains nine nets that differ in one thing, and records how each came out (a few minutes).
void record_runs(const chapters::Program& program, const Dataset& training, const Dataset& held_out);
void record_spreads(const chapters::Program& program, const std::vector<Spread>& all);

}  // namespace chapter
