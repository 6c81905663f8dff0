// Chapter 02: the layers beside the convolutions, each at work on a few numbers.
#include <fmt/format.h>

#include <algorithm>

#include "program.h"
#include "relu_or_tanh.h"
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

cli::Command add_race(Program& program, RaceOptions& options, bool& search) {
  const cli::Command sub =
      program.app.add_subcommand("relu-or-tanh", "two nets race to a training error: a few minutes");
  sub.add_option("--data", options.data, "cifar10 or synth (default: cifar10 where it is found)").type_name("NAME");
  sub.add_option("--start", options.start, "narrow: as in 2012; glorot: as is usual today").capture_default_str();
  sub.add_option("--images", options.images, "training pictures").capture_default_str();
  sub.add_option("--goal", options.goal, "training error to reach, in per cent").capture_default_str();
  sub.add_option("--epochs", options.epochs, "a net that needs more is given up").capture_default_str();
  sub.add_option("--batch", options.batch, "pictures a step").capture_default_str();
  sub.add_option("--relu-rate", options.relu_rate, "learning rate of the ReLU net (default: the best one found)");
  sub.add_option("--tanh-rate", options.tanh_rate, "learning rate of the tanh net (default: the best one found)");
  sub.add_option("--seed", options.seed, "first weights and order of the pictures").capture_default_str();
  sub.add_flag("--search", search, "try several rates for each net, from both starts: half an hour");
  return sub;
}

}  // namespace

int main(int argc, char** argv) {
  Program program("02", "The layers beside the convolutions, each at work on a few numbers");
  program.app.require_subcommand(0, 1);
  void (*chosen)() = nullptr;
  for (const Stop& stop : kTour) {
    program.app.add_subcommand(stop.name, stop.about).callback([&chosen, stop] { chosen = stop.show; });
  }
  RaceOptions options;
  bool search = false;
  const cli::Command race_app = add_race(program, options, search);
  return program.run(argc, argv, [&] {
    if (race_app.parsed()) {
      if (program.quick) options.images = std::min<Index>(options.images, 64);
      if (program.quick) options.epochs = 1;
      return search ? search_rates(program, options) : race(program, options);
    }
    if (chosen != nullptr) return chosen();
    for (const Stop& stop : kTour) {
      if (&stop != kTour) fmt::print("\n---\n\n");
      stop.show();
    }
    program.save_picture(activation_picture());
  });
}
