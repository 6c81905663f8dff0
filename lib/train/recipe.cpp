// Recipes of the nets in nn/models/: of cuda-convnet's parameter files, and of the papers of AlexNet and VGG.
#include "train/recipe.h"

#include <fmt/format.h>

#include <cmath>

#include "core/suggest.h"
#include "nn/models/models.h"

namespace seven {

namespace {

// What all parameter files of cuda-convnet share: batch 128, rate 0.001 for weights and 0.002 for biases.
Recipe cuda_convnet() {
  Recipe recipe;
  recipe.rate = 0.001;
  recipe.bias_rate_factor = 2.0;
  return recipe;
}

// layer-params-80sec.cfg: "reduce the learning rate after 8 epochs by a factor of 10"; the file names no end, so ten.
Recipe cifar_80sec_recipe() {
  Recipe recipe = cuda_convnet();
  recipe.epochs = 10;
  recipe.decay = 0.004;
  recipe.decay_of = {{"fc64", 0.03}, {"fc10", 0.03}};
  recipe.schedule.drops = {8};
  return recipe;
}

// layer-params-18pct.cfg: divided by 10 after 120 epochs, and again 10 epochs later.
Recipe cifar_18pct_recipe() {
  Recipe recipe = cuda_convnet();
  recipe.epochs = 140;
  recipe.decay = 0.004;
  recipe.decay_of = {{"fc10", 1.0}};
  recipe.schedule.drops = {120, 130};
  return recipe;
}

// The conv-local nets see 24x24 crops, mirrored half of the time. The original trained about 350 epochs on four of the
// five batches and 150 on all, by the eye of its author; this trains on all five for 500, then 10 and 10 at lower
// rates.
Recipe cifar_conv_local_recipe(double linear_decay) {
  Recipe recipe = cuda_convnet();
  recipe.epochs = 520;
  recipe.decay = 0.0;
  recipe.decay_of = {{"local3", 0.004}, {"local4", 0.004}, {"fc10", linear_decay}};
  recipe.schedule.drops = {500, 510};
  recipe.crop = 24;
  recipe.random_crop = true;
  recipe.flip = true;
  return recipe;
}

Recipe demo_recipe() {
  Recipe recipe;
  recipe.batch = 64;
  recipe.epochs = 6;
  recipe.rate = 0.001;
  recipe.bias_rate_factor = 2.0;
  recipe.schedule.drops = {4, 5};
  return recipe;
}

// AlexNet, section 5: batch 128, rate 0.01 for all layers, about 90 epochs; divided by 10 when the held-out error
// stopped falling, three times in all.
Recipe alexnet_recipe() {
  Recipe recipe;
  recipe.bias_decay = recipe.decay;  // the paper's update makes no difference between weights and biases
  recipe.schedule.kind = Schedule::Kind::plateau;
  recipe.crop = 227;
  recipe.random_crop = true;
  recipe.flip = true;
  return recipe;
}

// VGG, section 3.1: the same with batch 256, 74 epochs and the mean of each channel.
Recipe vgg_recipe() {
  Recipe recipe = alexnet_recipe();
  recipe.batch = 256;
  recipe.epochs = 74;
  recipe.mean = Mean::channels;
  recipe.crop = 224;
  return recipe;
}

void expect(bool holds, const char* entry, const std::string& expected, double got) {
  if (holds) return;
  throw Error(fmt::format("a recipe's {} is out of range", entry))
      .where(entry)
      .expected(expected)
      .got(fmt::format("{}", got))
      .wrong_use();
}

}  // namespace

void check(const Recipe& recipe) {
  const auto positive = [](double value) { return std::isfinite(value) && value > 0.0; };
  const auto not_negative = [](double value) { return std::isfinite(value) && value >= 0.0; };
  expect(recipe.batch >= 1, "batch", "1 or more images", static_cast<double>(recipe.batch));
  expect(recipe.epochs >= 1, "epochs", "1 or more", static_cast<double>(recipe.epochs));
  expect(recipe.crop >= 0, "crop", "0 (the whole image) or more", static_cast<double>(recipe.crop));
  expect(positive(recipe.rate), "rate", "a number above 0", recipe.rate);
  expect(not_negative(recipe.bias_rate_factor), "bias_rate_factor", "a number of 0 or more", recipe.bias_rate_factor);
  expect(not_negative(recipe.momentum) && recipe.momentum < 1.0, "momentum", "0 to below 1", recipe.momentum);
  expect(not_negative(recipe.decay), "decay", "a number of 0 or more", recipe.decay);
  expect(not_negative(recipe.bias_decay), "bias_decay", "a number of 0 or more", recipe.bias_decay);
  for (const auto& [layer, decay] : recipe.decay_of) {
    expect(not_negative(decay), ("decay_of " + layer).c_str(), "a number of 0 or more", decay);
  }
}

Recipe recipe_for(const std::string& net) {
  if (net == "cifar-80sec") return cifar_80sec_recipe();
  if (net == "cifar-18pct") return cifar_18pct_recipe();
  if (net == "cifar-conv-local-13pct") return cifar_conv_local_recipe(0.004);
  if (net == "cifar-conv-local-11pct") return cifar_conv_local_recipe(0.01);
  if (net == "alexnet") return alexnet_recipe();
  if (net.starts_with("vgg-")) return vgg_recipe();
  if (net == "demo") return demo_recipe();
  throw unknown_name("recipe for a net", net, model_names());
}

}  // namespace seven
