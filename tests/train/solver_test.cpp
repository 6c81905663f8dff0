#include "train/solver.h"

#include <doctest.h>

#include <string>

#include "train/toy.h"

using namespace seven;

// Two steps with gradient 1 everywhere, by hand: rate 0.1, momentum 0.9, decay 0.5 on conv1's weights, none on biases,
// whose rate is doubled. For a weight w: v = -0.1*0.5*w - 0.1; w += v; then v = 0.9 v - 0.05 w - 0.1.
TEST_CASE("weights decay and biases do not, and the rate stands inside the momentum buffer") {
  Net<float> net(toy::net(), 1);
  Recipe recipe = toy::recipe();
  recipe.rate = 0.1;
  recipe.bias_rate_factor = 2.0;
  recipe.decay = 0.0;
  recipe.decay_of = {{"conv1", 0.5}};
  Solver solver(net, recipe);
  const auto parameters = net.parameters();
  double w = parameters[0]->value[0];
  double u = parameters[2]->value[0];
  for (Parameter<float>* parameter : parameters) parameter->grad.fill(1.0F);
  solver.step(1.0);
  double v = -0.05 * w - 0.1;
  w += v;
  u -= 0.1;
  CHECK(parameters[0]->value[0] == doctest::Approx(w));
  CHECK(parameters[1]->value[0] == doctest::Approx(-0.2));
  CHECK(parameters[2]->value[0] == doctest::Approx(u));
  solver.step(1.0);
  v = 0.9 * v - 0.05 * w - 0.1;
  CHECK(parameters[0]->value[0] == doctest::Approx(w + v));
  CHECK(parameters[1]->value[0] == doctest::Approx(-0.2 + 0.9 * -0.2 - 0.2));
}

TEST_CASE("a decay for a layer that the net does not have is refused, with the nearest names") {
  Net<float> net(toy::net(), 1);
  Recipe recipe = toy::recipe();
  recipe.decay_of = {{"conv2", 0.5}};
  try {
    Solver(net, recipe);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("conv1") != std::string::npos);
  }
}
