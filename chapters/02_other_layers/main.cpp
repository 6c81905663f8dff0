// Chapter 02: the layers beside the convolutions, each at work on a few numbers.
#include <fmt/format.h>

#include "program.h"
#include "tour.h"

using namespace seven;
using namespace seven::chapters;

namespace {

struct Stop {
  const char* name;
  const char* about;
  void (*show)();
};

constexpr Stop kTour[] = {
    {"activation", "ReLU and tanh, and their slopes", show_activation},
    {"pooling", "max pooling, overlapping and not", show_pooling},
    {"lrn", "local response normalisation, and its five readings", show_lrn},
    {"dropout", "dropout in its two forms", show_dropout},
    {"linear", "a fully connected layer as a convolution", show_linear},
    {"softmax", "softmax and its loss, with care and without", show_softmax},
};

}  // namespace

int main(int argc, char** argv) {
  Program program("02", "The layers beside the convolutions, each at work on a few numbers");
  program.app.require_subcommand(0, 1);
  void (*chosen)() = nullptr;
  for (const Stop& stop : kTour) {
    program.app.add_subcommand(stop.name, stop.about)->callback([&chosen, stop] { chosen = stop.show; });
  }
  return program.run(argc, argv, [&] {
    if (chosen != nullptr) return chosen();
    for (const Stop& stop : kTour) {
      if (&stop != kTour) fmt::print("\n---\n\n");
      stop.show();
    }
  });
}
