// Timing whole training steps of a net, beside the same step in another program.
#pragma once

#include <string>

#include "check/bench.h"
#include "nn/layer.h"

namespace seven {

// Times whole training steps (forward, loss, backward, update) of a model on random images; per step.
Timing bench_step(const std::string& net, Index batch, const VariantChoice& variants, double seconds);

// Runs a shell command that times the same thing in another program and prints "... N images/s" last. Throws Error if
// it fails or prints no such figure.
double peer_images_per_second(const std::string& command);

}  // namespace seven
