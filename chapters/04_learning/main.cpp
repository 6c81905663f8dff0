// Chapter 04: a small net is examined as a careful person would before training it, then trained before your eyes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "check/gradient.h"
#include "core/error.h"
#include "core/file.h"
#include "core/progress.h"
#include "data/mean.h"
#include "data/synth.h"
#include "inspect/picture.h"
#include "inspect/plot.h"
#include "lab/demo.h"
#include "lab/results.h"
#include "train/solver.h"
#include "train/trainer.h"

using namespace seven;

namespace {

constexpr Index kClasses = 10;

std::unique_ptr<Dataset> pictures(Index images, Split split = Split::train) {
  return make_synth({.images = images, .classes = kClasses, .split = split});
}

LayerSpec conv(const std::string& name, Index kernels, Index size, const Initialiser& weight) {
  return {name, Conv2dSpec{.kernels = kernels, .size = size, .pad = size / 2, .weight = weight}};
}

LayerSpec relu(const std::string& name) { return {name, ActivationSpec{}}; }

// Two convolutions and a linear layer. The first weights are narrow because the pictures are wide: grey levels.
NetSpec small_net() {
  const Pool2dSpec pool{.window = 3, .stride = 2, .ceil = true};
  return {.name = "small",
          .summary = "two convolutions and a linear layer",
          .image = Shape{3, 32, 32},
          .classes = kClasses,
          .layers = {conv("conv1", 16, 5, Initialiser::gaussian(0.0001)),
                     {"pool1", pool},
                     relu("relu1"),
                     conv("conv2", 32, 5, Initialiser::gaussian(0.01)),
                     {"pool2", pool},
                     relu("relu2"),
                     {"fc", LinearSpec{.units = kClasses, .weight = Initialiser::gaussian(0.01)}}}};
}

// Eight convolutions: deep enough for the width of the first weights to decide everything.
NetSpec deep_net(const Initialiser& weight) {
  NetSpec spec{.name = "deep",
               .summary = "eight convolutions and a linear layer",
               .image = Shape{3, 32, 32},
               .classes = kClasses,
               .layers = {}};
  for (int i = 1; i <= 8; ++i) {
    const std::string number = std::to_string(i);
    spec.layers.push_back(conv("conv" + number, 16, 3, i == 1 ? Initialiser::gaussian(0.003) : weight));
    spec.layers.push_back(relu("relu" + number));
    if (i == 2 || i == 4) spec.layers.push_back({"pool" + number, Pool2dSpec{}});
  }
  spec.layers.push_back({"fc", LinearSpec{.units = kClasses, .weight = weight}});
  return spec;
}

Recipe small_recipe() {
  Recipe recipe;
  recipe.batch = 64;
  recipe.epochs = 6;
  recipe.rate = 0.001;
  recipe.schedule.drops = {5};
  return recipe;
}

double root_mean_square(const Tensor<float>& tensor) {
  double squares = 0.0;
  for (const float value : tensor.span()) squares += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(squares / static_cast<double>(tensor.size()));
}

// One batch as a loader prepares it: the first `count` pictures less the mean of all.
Batch first_batch(const Dataset& data, Index count) {
  Loader loader(data, {.batch = count, .shuffle = false, .threads = 0, .mean = mean_image(data)});
  loader.start(0);
  Batch batch;
  loader.next(batch);
  return batch;
}

// --- Before training: the four habits --------------------------------------------------------------------------------

void loss_at_the_start(const Batch& batch) {
  Net<float> net(small_net());
  net.forward(batch.images, {});
  fmt::print("1. The loss before training: {:.3f}; ln(10) is {:.3f}.\n", net.loss(batch.labels), std::log(10.0));
}

// Ten pictures must be learned by heart. Whoever cannot do that has a mistake, not a hard problem.
void overfit_ten(Net<float>& net, const Batch& ten) {
  Recipe recipe = small_recipe();
  recipe.decay = 0.0;
  Solver solver(net, recipe);
  fmt::print(
      "2. Ten pictures, again and again. Beside the loss the size of each step in units of the weights (3.):\n\n");
  fmt::print("{:>7}{:>9}", "step", "loss");
  for (const Parameter<float>* p : net.parameters()) {
    if (p->value.shape().rank() > 1) fmt::print("{:>15}", p->name);
  }
  fmt::print("\n");
  for (int step = 0; step <= 20; ++step) {
    net.zero_gradients();
    net.forward(ten.images, {.training = true});
    const double loss = net.loss(ten.labels);
    net.backward(ten.images, ten.labels, {.training = true});
    solver.step(1.0);
    if (step % 2 != 0) continue;
    fmt::print("{:>7}{:>9.4f}", step, loss);
    for (std::size_t i = 0; i < net.parameters().size(); ++i) {
      const Tensor<float>& weights = net.parameters()[i]->value;
      if (weights.shape().rank() < 2) continue;  // biases start at 0: no unit to measure them in
      fmt::print("{:>15.1e}", root_mean_square(solver.velocities()[i]) / root_mean_square(weights));
    }
    fmt::print("\n");
  }
}

// The gradient of every parameter of the whole net: the function is the loss on a few pictures. The weights are those
// after some steps, since at the very start most of them are too near to zero to say much.
GradientReport check_whole_net(Net<float>& trained, const Batch& batch) {
  Net<double> net(small_net());
  Tensor<double> x(batch.images.shape());
  std::copy_n(batch.images.data(), x.size(), x.data());
  NamedTensors weights;
  for (const Parameter<float>* p : trained.parameters()) {
    weights[p->name] = Tensor<double>(p->value.shape());
    std::copy_n(p->value.data(), p->value.size(), weights[p->name].data());
  }
  const auto loss_with = [&](const NamedTensors& values) {
    for (Parameter<double>* p : net.parameters()) p->value = values.at(p->name);
    net.forward(x, {});
    return net.loss(batch.labels);
  };
  const auto forward = [&](const NamedTensors& values) {
    Tensor<double> loss(Shape{});
    loss[0] = loss_with(values);
    return loss;
  };
  const auto backward = [&](const NamedTensors& values, const Tensor<double>& grad_loss) {
    loss_with(values);
    net.zero_gradients();
    net.backward(x, batch.labels, {});
    NamedTensors gradients;
    for (const Parameter<double>* p : net.parameters()) {
      gradients[p->name] = p->grad;
      for (double& g : gradients[p->name].span()) g *= grad_loss[0];
    }
    return gradients;
  };
  GradientCheckOptions options;
  options.max_probes = 10;
  return check_gradient(forward, backward, weights, options);
}

// --- Training --------------------------------------------------------------------------------------------------------

void print_epoch(const EpochResult& r, Index every = 1) {
  if (r.epoch % every != 0) return;
  const auto length = static_cast<std::size_t>(std::lround(40 * r.held_out.top1_error));
  fmt::print("epoch {:>2}  rate {:<6g}  loss {:.3f}, held out {:.3f}   errors {:4.1f} %, held out {:4.1f} %  {}\n",
             r.epoch, r.rate, r.train_loss, r.held_out.loss, 100 * r.train_error, 100 * r.held_out.top1_error,
             std::string(length, '#'));
  std::fflush(stdout);
}

// Far too few pictures, seen far too often: the net learns them by heart.
std::vector<EpochResult> overfit(const Dataset& held_out) {
  Net<float> net(small_net());
  Recipe recipe = small_recipe();
  recipe.batch = 20;
  recipe.epochs = 24;
  recipe.rate = 0.0003;
  recipe.decay = 0.0;
  recipe.schedule.drops = {};
  TrainOptions how;
  how.on_epoch = [](const EpochResult& r) { print_epoch(r, 4); };
  return train(net, recipe, *pictures(300), held_out, how);
}

Series losses(const std::string& name, const std::vector<EpochResult>& epochs, bool held_out) {
  Series series{name, {}};
  for (const EpochResult& r : epochs) {
    series.points.emplace_back(static_cast<double>(r.epoch), held_out ? r.held_out.loss : r.train_loss);
  }
  return series;
}

void show(const DemoReport& report) {
  const TerminalColours colours = stdout_colours();
  fmt::print("\nThe first layer's filters:\n\n{}", terminal_picture(report.filters, 96, colours));
  for (const std::size_t i : {std::size_t{0}, report.predictions.size() - 1}) {  // the last one is wrong, if any is
    const Prediction& p = report.predictions[i];
    fmt::print("\n{}it is: {}; the net says:", terminal_picture(p.image, 32, colours),
               report.class_names.at(static_cast<std::size_t>(p.label)));
    for (const auto& [answer, probability] : p.best) {
      fmt::print("  {} {:.1f} %", report.class_names.at(static_cast<std::size_t>(answer)), 100 * probability);
    }
    fmt::print("\n");
  }
}

// --- The spread of activations, layer by layer -----------------------------------------------------------------------

struct Spread {
  std::string name;
  std::vector<std::pair<std::string, double>> layers;  // root mean square of each convolution's output
  double loss = 0.0;
};

Spread spread_of(const std::string& name, const Initialiser& weight, const Batch& batch) {
  Net<float> net(deep_net(weight));
  net.forward(batch.images, {});
  Spread spread{.name = name, .layers = {}, .loss = net.loss(batch.labels)};
  for (std::size_t i = 0; i < net.layers().size(); ++i) {
    if (net.layers()[i]->kind() != "conv2d") continue;
    spread.layers.emplace_back(net.layers()[i]->name(), root_mean_square(net.activation(i)));
  }
  return spread;
}

std::vector<Spread> spreads(const Batch& batch) {
  return {spread_of("Gaussian, sigma 0.01", Initialiser::gaussian(0.01), batch),
          spread_of("He: sigma 0.118", Initialiser::he(), batch),
          spread_of("Gaussian, sigma 0.3", Initialiser::gaussian(0.3), batch)};
}

void print_spreads(const std::vector<Spread>& all) {
  fmt::print("\nEight convolutions before any training: the root mean square of each one's output.\n\n{:<22}", "");
  for (const auto& [layer, size] : all.front().layers) fmt::print("{:>9}", layer);
  fmt::print("{:>9}\n", "loss");
  for (const Spread& spread : all) {
    fmt::print("{:<22}", spread.name);
    for (const auto& [layer, size] : spread.layers) fmt::print("{:>9.1e}", size);
    fmt::print("{:>9.4g}\n", spread.loss);
  }
}

// --- Runs that differ in one thing -----------------------------------------------------------------------------------

struct Run {
  std::string slug;  // of the result file
  std::string name;
  NetSpec spec;
  Recipe recipe;
  std::vector<EpochResult> epochs = {};
  double step_size = 0.0;  // of conv2, in units of its weights, after 50 batches
};

std::vector<Run> planned_runs() {
  const auto changed = [](auto&& change) {
    Recipe recipe = small_recipe();
    change(recipe);
    return recipe;
  };
  const auto small_batches = [](Recipe& r) { r.batch = 32; };
  return {{"01", "rate 0.001", small_net(), small_recipe()},
          {"02", "rate 0.0001", small_net(), changed([](Recipe& r) { r.rate = 0.0001; })},
          {"03", "rate 0.01", small_net(), changed([](Recipe& r) { r.rate = 0.01; })},
          {"04", "no momentum", small_net(), changed([](Recipe& r) { r.momentum = 0.0; })},
          {"05", "no weight decay", small_net(), changed([](Recipe& r) { r.decay = 0.0; })},
          {"06", "no mean subtracted", small_net(), changed([](Recipe& r) { r.mean = Mean::none; })},
          {"07", "no drop of the rate", small_net(), changed([](Recipe& r) { r.schedule.drops = {}; })},
          {"08", "deep net, He", deep_net(Initialiser::he()), changed(small_batches)},
          {"09", "deep net, sigma 0.01", deep_net(Initialiser::gaussian(0.01)), changed(small_batches)}};
}

double step_size_after_50_batches(const Run& run, const Dataset& data) {
  Net<float> net(run.spec);
  Solver solver(net, run.recipe);
  Loader loader(data, {.batch = run.recipe.batch, .mean = mean_as_image(data, run.recipe.mean)});
  loader.start(0);
  Batch batch;
  for (int step = 0; step < 50 && loader.next(batch); ++step) {
    net.zero_gradients();
    net.forward(batch.images, {.training = true});
    net.loss(batch.labels);
    net.backward(batch.images, batch.labels, {.training = true});
    solver.step(1.0);
  }
  const std::vector<Parameter<float>*> parameters = net.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i]->name != "conv2.weight") continue;
    return root_mean_square(solver.velocities()[i]) / root_mean_square(parameters[i]->value);
  }
  return 0.0;
}

std::vector<Run> make_runs(const Dataset& training, const Dataset& held_out) {
  std::vector<Run> runs = planned_runs();
  for (Run& run : runs) {
    fmt::print("\n{}\n", run.name);
    run.step_size = step_size_after_50_batches(run, training);
    Net<float> net(run.spec);
    TrainOptions how;
    how.out = &std::cerr;
    how.terminal = stderr_is_terminal();
    how.on_epoch = [](const EpochResult& r) { print_epoch(r); };
    run.epochs = train(net, run.recipe, training, held_out, how);
  }
  return runs;
}

// --- What is kept ----------------------------------------------------------------------------------------------------

Result measured(const std::string& table, const std::string& directory) {
  return {.table = table,
          .columns = {},
          .command = "./seven chapter 04 --record " + directory,
          .machine = this_machine(),
          .date = today()};
}

void record(const std::string& directory, const std::vector<Run>& runs, const std::vector<Spread>& all) {
  for (const Run& run : runs) {
    const EpochResult& last = run.epochs.back();
    Result result = measured("learning-runs", directory);
    result.columns = {{"run", run.name},
                      {"step / weights after 50 batches", fmt::format("{:.1e}", run.step_size)},
                      {"training loss, epoch 1", fmt::format("{:.3f}", run.epochs.front().train_loss)},
                      {fmt::format("epoch {}", last.epoch), fmt::format("{:.3f}", last.train_loss)},
                      {"held-out error, top-1", fmt::format("{:.1f} %", 100 * last.held_out.top1_error)},
                      {"top-5", fmt::format("{:.1f} %", 100 * last.held_out.top5_error)}};
    record_result(directory, run.slug, result);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    Result result = measured("activation-spread", directory);
    result.columns = {{"weights", all[i].name}};
    for (const auto& [layer, size] : all[i].layers) result.columns.emplace_back(layer, fmt::format("{:.1e}", size));
    result.columns.emplace_back("loss at the start", fmt::format("{:.4g}", all[i].loss));
    record_result(directory, std::to_string(i + 1), result);
  }
  fmt::print("\nrecorded in {0}/learning-runs.md and {0}/activation-spread.md\n", directory);
}

void draw(const std::filesystem::path& directory, const std::vector<Spread>& all, const std::vector<EpochResult>& many,
          const std::vector<EpochResult>& few) {
  write_file(
      directory / "overfitting.svg",
      svg_curves({.title = "300 pictures, learned by heart", .x_label = "epoch", .y_label = "loss", .own_file = true},
                 {losses("training", few, false), losses("held out", few, true)}));
  write_file(directory / "learning.svg",
             svg_curves({.title = "4000 pictures", .x_label = "epoch", .y_label = "loss", .own_file = true},
                        {losses("training", many, false), losses("held out", many, true)}));
  std::vector<Series> series;
  for (const Spread& spread : all) {
    series.push_back({spread.name, {}});
    for (const auto& [layer, size] : spread.layers) {
      series.back().points.emplace_back(static_cast<double>(series.back().points.size() + 1), size);
    }
  }
  write_file(directory / "spread.svg", svg_curves({.title = "The size of activations",
                                                   .x_label = "convolution",
                                                   .y_label = "root mean square",
                                                   .log_y = true,
                                                   .own_file = true},
                                                  series));
}

struct Options {
  std::string pictures;  // directory for the SVG files; empty: none
  std::string record;    // directory of results; empty: none
};

void run(const Options& options) {
  const std::unique_ptr<Dataset> training = pictures(4000);
  const std::unique_ptr<Dataset> held_out = pictures(1000, Split::held_out);
  Net<float> net(small_net());
  fmt::print("{}\nBefore training, four habits.\n\n", net.table());
  loss_at_the_start(first_batch(*training, 64));
  Net<float> ten(small_net());
  overfit_ten(ten, first_batch(*training, 10));
  fmt::print("\n4. Every gradient of the net, on four other pictures:\n\n{}",
             check_whole_net(ten, first_batch(*held_out, 4)).str());
  const std::vector<Spread> all = spreads(first_batch(*training, 64));
  print_spreads(all);

  fmt::print("\nTraining on {} pictures, judged by {} others; # is 2.5 % of held-out error.\n\n", training->size(),
             held_out->size());
  TrainOptions how;
  how.out = &std::cerr;
  how.terminal = stderr_is_terminal();
  how.on_epoch = [](const EpochResult& r) { print_epoch(r); };
  const std::vector<EpochResult> many = train(net, small_recipe(), *training, *held_out, how);
  show(examine(net, *held_out, mean_image(*training), many));
  fmt::print("\nThe same net on 300 pictures, learned by heart:\n\n");
  const std::vector<EpochResult> few = overfit(*held_out);
  if (!options.pictures.empty()) draw(options.pictures, all, many, few);
  if (!options.record.empty()) record(options.record, make_runs(*training, *held_out), all);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"chapter 04: a net that learns"};
  Options options;
  app.add_option("--picture", options.pictures, "write the curves as SVG into this directory")->type_name("DIR");
  app.add_option("--record", options.record,
                 "nine more runs (two minutes); write the measured tables into this directory")
      ->type_name("DIR");
  CLI11_PARSE(app, argc, argv);
  try {
    run(options);
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return error.exit_code();
  }
  return 0;
}
