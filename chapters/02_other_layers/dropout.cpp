// Dropout in its two forms: the paper scales at test, today's form scales in training.
#include <fmt/format.h>

#include <array>

#include "ops/dropout/dropout.h"
#include "tour.h"

namespace seven::chapters {

namespace {

constexpr Index kUnits = 10;
constexpr Index kDraws = 10000;
using Numbers = std::array<float, kUnits>;

void print(const char* name, const Numbers& numbers) {
  fmt::print("  {:<26}", name);
  for (const float number : numbers) fmt::print("{:>6.3g}", number);
  fmt::print("\n");
}

void show(const char* name, bool scale_at_test) {
  Numbers x{};
  for (Index c = 0; c < kUnits; ++c) x[static_cast<std::size_t>(c)] = static_cast<float>(c + 1);
  dropout::Params a{.N = 1, .C = kUnits, .rate = 0.5, .seed = 1, .scale_at_test = scale_at_test};
  fmt::print("{}\n", name);
  print("x", x);
  Numbers mean{};
  for (Index draw = 0; draw < kDraws; ++draw) {
    a.first_image = draw;  // every image has a mask of its own
    Numbers y{};
    Numbers mask{};
    dropout::naive.f32.forward(y.data(), mask.data(), x.data(), a);
    if (draw < 3) print("training, three times", y);
    for (std::size_t c = 0; c < y.size(); ++c) mean[c] += y[c] / static_cast<float>(kDraws);
  }
  print("training, mean of 10,000", mean);
  Numbers y{};
  dropout::naive.f32.predict(y.data(), x.data(), a);
  print("test", y);
}

}  // namespace

void show_dropout() {
  fmt::print("Dropout, rate 0.5: the mean over many trainings is what the next layer gets at test.\n\n");
  show("The paper: nothing is scaled in training, and everything by 1 - rate at test.", true);
  fmt::print("\n");
  show("Caffe and PyTorch: what is kept is divided by 1 - rate in training, and test is left alone.", false);
}

}  // namespace seven::chapters
