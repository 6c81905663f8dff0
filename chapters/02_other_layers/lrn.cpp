// Local response normalisation at one pixel of eight channels, and one set of numbers read by four systems.
#include <fmt/format.h>

#include <array>

#include "ops/lrn/lrn.h"
#include "tour.h"

namespace seven::chapters {

namespace {

constexpr Index kChannels = 8;
using Numbers = std::array<float, kChannels>;

struct Normalised {
  Numbers y;
  Numbers scale;
};

Normalised normalise(const Numbers& x, lrn::Params a) {
  a.N = a.H = a.W = 1;
  a.C = kChannels;
  Normalised result{};
  lrn::naive.f32.forward(result.y.data(), result.scale.data(), x.data(), a);
  return result;
}

void print(const char* name, const Numbers& numbers) {
  fmt::print("  {:<13}", name);
  for (const float number : numbers) fmt::print("{:>8.3f}", number);
  fmt::print("\n");
}

}  // namespace

void show_lrn() {
  constexpr Numbers kX{1, 1, 1, 1, 8, 1, 1, 1};
  lrn::Params a;
  a.alpha = 0.1;  // a thousand times the paper's, so that these small numbers show something
  const Normalised result = normalise(kX, a);
  fmt::print(
      "Local response normalisation: eight channels at one pixel, n = 5, k = 2, beta = 0.75, and alpha = 0.1.\n\n");
  print("x", kX);
  print("scale", result.scale);
  print("y", result.y);
  fmt::print("\nThe loud channel damps the two channels on either side of it, and itself.\n");

  // What the names size 5, alpha 0.0001 mean elsewhere, on activations as large as a trained net's.
  constexpr Numbers kLarge{50, 50, 50, 50, 400, 50, 50, 50};
  const struct {
    const char* system;
    lrn::Params ours;
  } kSystems[] = {
      {"the paper", {}},
      {"Caffe", lrn::from_caffe(5, 1e-4, 0.75)},
      {"PyTorch", lrn::from_pytorch(5, 1e-4, 0.75)},
      {"TensorFlow", lrn::from_tensorflow(2, 1.0, 1e-4, 0.75)},
      {"cuda-convnet", lrn::from_cuda_convnet(5, 1e-4, 0.75)},
  };
  fmt::print(
      "\nWhat window 5, alpha 0.0001, beta 0.75 mean in five systems, in the terms of the paper's formula. The\n"
      "last column is what they make of 400 between channels of 50.\n\n");
  fmt::print("  {:<13}{:>4}{:>5}{:>10}{:>7}{:>10}\n", "", "n", "k", "alpha", "beta", "y[4]");
  for (const auto& [system, ours] : kSystems) {
    fmt::print("  {:<13}{:>4}{:>5g}{:>10.5f}{:>7g}{:>10.2f}\n", system, ours.n, ours.k, ours.alpha, ours.beta,
               normalise(kLarge, ours).y[4]);
  }
}

}  // namespace seven::chapters
