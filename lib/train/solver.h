// Solver: stochastic gradient descent as in section 5 of the AlexNet paper, with the rate inside the momentum buffer:
// v <- momentum v - decay rate w - rate gradient; w <- w + v.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <vector>

#include "nn/net.h"
#include "ops/sgd/sgd.h"
#include "train/recipe.h"

namespace seven {

class Solver {
 public:
  // Takes each parameter's rate and decay from the recipe. Throws Error (wrong use) if the recipe names a layer that
  // the net does not have. The net must outlive the solver; velocities live on its device.
  Solver(Net<float>& net, const Recipe& recipe);

  // One update of every parameter from its gradient; `factor` is the schedule's.
  void step(double factor);

  [[nodiscard]] std::vector<Tensor<float>>& velocities() { return velocities_; }

 private:
  struct Group {  // how one parameter learns
    double rate;
    double decay;
  };

  std::vector<Parameter<float>*> parameters_;
  std::vector<Group> groups_;
  std::vector<Tensor<float>> velocities_;
  double momentum_;
  const sgd::Functions<float>& op_;  // of the net's device
};

}  // namespace seven
