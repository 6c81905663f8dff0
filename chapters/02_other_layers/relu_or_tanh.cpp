#include "relu_or_tanh.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "core/error.h"
#include "core/parallel.h"
#include "core/suggest.h"
#include "data/cifar10.h"
#include "data/first_images.h"
#include "data/mean.h"
#include "data/synth.h"
#include "runner.h"

namespace seven::chapters {

namespace {

using activation::Kind;

constexpr double kHalfWay = 50.0;  // per cent wrong: told beside the goal

Start start_of(const RaceOptions& options) {
  if (options.start == "narrow") return Start::narrow;
  if (options.start == "glorot") return Start::glorot;
  throw unknown_name("start", options.start, {"narrow", "glorot"});
}

// The best rates that the search found on CIFAR-10.
double best_rate(Kind kind, Start start) {
  if (start == Start::narrow) return kind == Kind::relu ? 0.002 : 0.032;
  return kind == Kind::relu ? 0.01 : 0.04;
}

// What the search tries: the best one of a first look, then its half and its double, neither of which should be better.
std::array<double, 3> rates_to_try(Kind kind, Start start) {
  const double rate = best_rate(kind, start);
  return {rate, rate / 2.0, rate * 2.0};
}

struct Training {
  std::string name;
  std::unique_ptr<Dataset> data;
  Tensor<float> mean;
};

std::string data_name(const RaceOptions& options) {
  if (!options.data.empty()) return options.data;
  try {
    find_cifar10();
    return "cifar10";
  } catch (const Error& error) {
    if (error.exit_code() != 77) throw;  // it is there, but damaged
    fmt::print("CIFAR-10 is not here (datasets/cifar10/README.md says how to get it): the synthetic set instead.\n");
    return "synth";
  }
}

Training training_data(const RaceOptions& options) {
  Training training;
  training.name = data_name(options);
  if (training.name == "synth") {
    SynthOptions how;
    how.images = options.images;
    training.data = make_synth(how);
  } else if (training.name == "cifar10") {
    training.data = first_images(read_cifar10(find_cifar10(), Split::train), options.images);
  } else {
    throw unknown_name("data set", training.name, {"cifar10", "synth"});
  }
  training.mean = mean_image(*training.data);
  return training;
}

std::unique_ptr<Runner> make_runner(Kind kind, double rate, const RaceOptions& options, const Training& training) {
  return std::make_unique<Runner>(kind, start_of(options), rate, options.batch, options.seed, *training.data,
                                  training.mean);
}

// The first epoch with an error of `percent` or less; 0: none yet.
Index epochs_to(const Runner& runner, double percent) {
  for (const auto& [epoch, error] : runner.curve().points) {
    if (error <= percent) return static_cast<Index>(epoch);
  }
  return 0;
}

bool done(const Runner& runner, double goal, Index limit) {
  return runner.diverged() || runner.error() <= goal || runner.epochs() >= limit;
}

// "12", or what is known of a run that did not get there.
std::string epochs_text(const Runner& runner, double percent) {
  const Index epochs = epochs_to(runner, percent);
  if (epochs > 0) return std::to_string(epochs);
  return runner.diverged() ? "diverged" : fmt::format("more than {}", runner.epochs());
}

// How many times as many epochs tanh needed.
std::string ratio_text(const Runner& relu, const Runner& tanh, double percent) {
  const Index of_relu = epochs_to(relu, percent);
  const Index of_tanh = epochs_to(tanh, percent);
  if (of_relu == 0 || tanh.diverged()) return "not known";
  return fmt::format("{}{:.1f}", of_tanh > 0 ? "" : "more than ",
                     static_cast<double>(of_tanh > 0 ? of_tanh : tanh.epochs()) / static_cast<double>(of_relu));
}

void save_curves(const Program& program, const RaceOptions& options, const Runner& relu, const Runner& tanh,
                 const std::string& data) {
  const auto longest = static_cast<double>(std::max(relu.epochs(), tanh.epochs()));
  PlotOptions plot;
  plot.title = fmt::format("Training error, {} of {}", options.images, data);
  plot.x_label = "epochs";
  plot.y_label = "% wrong";
  plot.own_file = true;
  program.save_picture(
      svg_curves(plot, {relu.curve(),
                        tanh.curve(),
                        {fmt::format("{:g} %", options.goal), {{1.0, options.goal}, {longest, options.goal}}}}));
}

// Says who needed how many epochs, and records it.
void conclude(const Program& program, const RaceOptions& options, const Runner& relu, const Runner& tanh,
              const Training& training) {
  const std::array<double, 2> marks{kHalfWay, options.goal};
  fmt::print("\n{:<34}{:>22}{:>22}{:>16}\n", "epochs until", relu.name(), tanh.name(), "ratio");
  for (const double percent : marks) {
    fmt::print("{:<34}{:>22}{:>22}{:>16}\n", fmt::format("{:g} % of the pictures are wrong", percent),
               epochs_text(relu, percent), epochs_text(tanh, percent), ratio_text(relu, tanh, percent));
  }
  fmt::print(
      "\nThe paper's figure 1 says six times, at 25 %, for its net on the 50,000 pictures of CIFAR-10. Here: {} "
      "pictures\n"
      "of {}, half of cuda-convnet's kernels, one run each.\n",
      options.images, training.name);
  if (program.quick) return;
  const std::string both = fmt::format("to {:g} / {:g} %", kHalfWay, options.goal);
  const auto epochs = [&](const Runner& runner) {
    return epochs_text(runner, kHalfWay) + " / " + epochs_text(runner, options.goal);
  };
  program.record("relu-or-tanh",
                 fmt::format("{}-{}-{}-seed{}", training.name, options.start, options.images, options.seed),
                 {{"pictures", fmt::format("{} of {}", options.images, training.name)},
                  {"start", options.start},
                  {"ReLU: best rate", fmt::format("{:g}", relu.rate())},
                  {"epochs " + both, epochs(relu)},
                  {"tanh: best rate", fmt::format("{:g}", tanh.rate())},
                  {"its epochs", epochs(tanh)},
                  {"ratio", ratio_text(relu, tanh, kHalfWay) + " / " + ratio_text(relu, tanh, options.goal)}});
}

void check_options(const RaceOptions& options) {
  start_of(options);
  if (!(options.goal > 0.0 && options.goal < 100.0) || options.epochs < 1) {
    throw Error("the goal or the number of epochs is out of range")
        .expected("a goal between 0 and 100 per cent, and 1 epoch or more")
        .got(fmt::format("{} % and {} epochs", options.goal, options.epochs))
        .wrong_use();
  }
}

// Trains a net at each rate and returns the one that reached the goal first or, if none did, came nearest.
std::unique_ptr<Runner> best_of(Kind kind, const Program& program, const RaceOptions& options,
                                const Training& training) {
  const char* name = kind == Kind::relu ? "ReLU" : "tanh";
  const std::string goal = fmt::format("epochs to {:g} %", options.goal);
  std::unique_ptr<Runner> best;
  for (const double rate : rates_to_try(kind, start_of(options))) {
    std::unique_ptr<Runner> runner = make_runner(kind, rate, options, training);
    const Index limit = best && epochs_to(*best, options.goal) > 0 ? best->epochs() : options.epochs;
    while (!done(*runner, options.goal, limit)) runner->epoch();
    fmt::print("{:<20} {}: {}, then {:.1f} % wrong\n", runner->name(), goal, epochs_text(*runner, options.goal),
               runner->error());
    std::fflush(stdout);
    if (!program.quick) {
      program.record("relu-or-tanh-rates",
                     fmt::format("{}-{}-{}-{}-{}", training.name, options.start, options.images, name, rate),
                     {{"pictures", fmt::format("{} of {}", options.images, training.name)},
                      {"start", options.start},
                      {"activation", name},
                      {"rate", fmt::format("{:g}", rate)},
                      {goal, epochs_text(*runner, options.goal)},
                      {"wrong then", fmt::format("{:.1f} %", runner->error())}});
    }
    // Of two that reached the goal, the later one was given no more epochs than the first had needed.
    if (!best || epochs_to(*runner, options.goal) > 0 || runner->error() < best->error()) best = std::move(runner);
  }
  return best;
}

std::string bar(double error) { return std::string(static_cast<std::size_t>(std::lround(error / 4.0)), '#'); }

}  // namespace

void race(const Program& program, const RaceOptions& options) {
  check_options(options);
  const Training training = training_data(options);
  const Start start = start_of(options);
  const auto relu =
      make_runner(Kind::relu, options.relu_rate.value_or(best_rate(Kind::relu, start)), options, training);
  const auto tanh =
      make_runner(Kind::tanh, options.tanh_rate.value_or(best_rate(Kind::tanh, start)), options, training);
  fmt::print("Training error after each epoch, {} pictures of {}, start {}, {} threads; the goal is {:g} %.\n\n",
             options.images, training.name, options.start, threads(), options.goal);
  fmt::print("epoch   {:<36}{}\n", relu->name(), tanh->name());
  const auto is_done = [&](const Runner& runner) { return done(runner, options.goal, options.epochs); };
  while (!is_done(*relu) || !is_done(*tanh)) {
    std::string line = fmt::format("{:>5}   ", std::max(relu->epochs(), tanh->epochs()) + 1);
    for (Runner* runner : {relu.get(), tanh.get()}) {
      const bool idle = is_done(*runner);
      const double error = idle ? 0.0 : runner->epoch();
      line += idle ? std::string(36, ' ') : fmt::format("{:5.1f} % {:<28}", error, bar(error));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }
  conclude(program, options, *relu, *tanh, training);
  save_curves(program, options, *relu, *tanh, training.name);
}

void search_rates(const Program& program, const RaceOptions& options) {
  check_options(options);
  const Training training = training_data(options);
  fmt::print(
      "Looking for the best rate of each net, {} pictures of {}. A run that is slower than the best one so far is\n"
      "given up.\n",
      options.images, training.name);
  for (const char* start : {"narrow", "glorot"}) {
    RaceOptions from_here = options;
    from_here.start = start;
    fmt::print("\nStart: {}\n\n", start);
    const std::unique_ptr<Runner> relu = best_of(Kind::relu, program, from_here, training);
    const std::unique_ptr<Runner> tanh = best_of(Kind::tanh, program, from_here, training);
    conclude(program, from_here, *relu, *tanh, training);
  }
}

}  // namespace seven::chapters
