// Softmax and its loss; then the same with large scores, where the formula as it stands overflows.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "ops/softmax/softmax.h"
#include "tour.h"

namespace seven::chapters {

namespace {

using Scores = std::array<float, 3>;
constexpr softmax::Params kSizes{.N = 1, .C = 3};

void print(const char* name, const Scores& numbers) {
  fmt::print("  {:<26}", name);
  for (const float number : numbers) fmt::print("{:>10}", std::isnan(number) ? "nan" : fmt::format("{:.4g}", number));
  fmt::print("\n");
}

// The loss for each label in turn.
Scores losses(const Scores& x) {
  Scores result{};
  for (Index label = 0; label < kSizes.C; ++label) {
    softmax::naive.f32.log_loss(&result[static_cast<std::size_t>(label)], x.data(), &label, kSizes);
  }
  return result;
}

// As in the formula, with nothing done against overflow.
Scores careless(const Scores& x) {
  Scores y{};
  float sum = 0.F;
  for (std::size_t c = 0; c < x.size(); ++c) sum += y[c] = std::exp(x[c]);
  for (float& value : y) value /= sum;
  return y;
}

Scores minus_log(Scores y) {
  for (float& value : y) value = 0.F - std::log(value);
  return y;
}

}  // namespace

void show_softmax() {
  fmt::print("Softmax: scores become probabilities. The loss is -log of the probability of the right class.\n\n");
  for (const Scores& x : {Scores{3, 1, 0}, Scores{1003, 1001, 1000}, Scores{0, -40, -200}}) {
    print("scores x", x);
    Scores y{};
    softmax::naive.f32.forward(y.data(), x.data(), kSizes);
    print("probabilities", y);
    print("loss, if it is that class", losses(x));
    print("probabilities, careless", careless(x));
    print("loss, careless", minus_log(careless(x)));
    fmt::print("\n");
  }
  fmt::print(
      "A thousand added to every score changes no probability, but exp(1003) is beyond what a float holds. And a\n"
      "probability too small for a float is 0, whose logarithm is no loss to learn from.\n");
}

}  // namespace seven::chapters
