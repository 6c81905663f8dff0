#include "train/recipe.h"

#include <doctest.h>

#include <cmath>
#include <functional>

#include "nn/models/models.h"
#include "support/message.h"

using namespace seven;

TEST_CASE("every net has a recipe that can be followed, and an unknown one offers the nearest names") {
  for (const std::string& name : model_names()) CHECK_NOTHROW(check(recipe_for(name)));
  int exit_code = 0;
  CHECK(contains(message_of([] { recipe_for("cifar-80"); }, &exit_code), "cifar-80sec"));
  CHECK(exit_code == 2);
}

TEST_CASE("a recipe that no run can follow names the entry") {
  const auto check_refused = [](const char* entry, const std::function<void(Recipe&)>& change) {
    Recipe recipe;
    change(recipe);
    int exit_code = 0;
    CHECK_MESSAGE(contains(message_of([&] { check(recipe); }, &exit_code), entry), entry);
    CHECK(exit_code == 2);
  };
  check_refused("batch", [](Recipe& r) { r.batch = 0; });
  check_refused("epochs", [](Recipe& r) { r.epochs = -1; });
  check_refused("crop", [](Recipe& r) { r.crop = -1; });
  for (const double rate : {0.0, -1.0, static_cast<double>(NAN), static_cast<double>(INFINITY)})
    check_refused("rate", [rate](Recipe& r) { r.rate = rate; });
  check_refused("momentum", [](Recipe& r) { r.momentum = 1.0; });
  check_refused("decay", [](Recipe& r) { r.decay = NAN; });
  check_refused("bias_decay", [](Recipe& r) { r.bias_decay = -0.1; });
  check_refused("decay_of fc", [](Recipe& r) { r.decay_of["fc"] = INFINITY; });
}
