// Chapter 04: runs that differ in one thing, and the size of activations for three widths of the first weights.
#include "runs.h"

#include <algorithm>
#include <iostream>

#include "core/progress.h"
#include "data/mean.h"
#include "train/solver.h"

namespace chapter {

namespace {

Spread spread_of(const std::string& name, const Initialiser& weight, const Batch& batch) {
  Net<float> net(deep_net(weight));
  net.forward(batch.images, {.keep = Keep::all});
  Spread spread{.name = name, .layers = {}, .loss = net.loss(batch.labels)};
  for (std::size_t i = 0; i < net.layers().size(); ++i) {
    if (net.layers()[i]->kind() != "conv2d") continue;
    spread.layers.emplace_back(net.layers()[i]->name(), root_mean_square(net.activation(i)));
  }
  return spread;
}

struct Run {
  std::string slug;  // of the result file
  std::string name;
  NetSpec spec;
  Recipe recipe;
  std::vector<EpochResult> epochs = {};
  double step_size = 0.0;  // see largest_step
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

// The largest step of conv2 in the first 50 batches, in units of its weights.
double largest_step(const Run& run, const Dataset& data) {
  Net<float> net(run.spec);
  Solver solver(net, run.recipe);
  const std::vector<Parameter<float>*> parameters = net.parameters();
  std::size_t conv2 = 0;
  while (parameters[conv2]->name != "conv2.weight") ++conv2;
  Loader loader(data, {.batch = run.recipe.batch, .mean = mean_as_image(data, run.recipe.mean)});
  loader.start(0);
  Batch batch;
  double largest = 0.0;
  for (int step = 0; step < 50 && loader.next(batch); ++step) {
    net.zero_gradients();
    net.forward(batch.images, {.training = true});
    net.loss(batch.labels);
    net.backward(batch.images, batch.labels, {.training = true});
    solver.step(1.0);
    const double size = root_mean_square(parameters[conv2]->value);
    largest = std::max(largest, root_mean_square(solver.velocities()[conv2]) / size);
  }
  return largest;
}

std::vector<Run> make_runs(const Dataset& training, const Dataset& held_out) {
  std::vector<Run> runs = planned_runs();
  for (Run& run : runs) {
    fmt::print("\n{}\n", run.name);
    run.step_size = largest_step(run, training);
    Net<float> net(run.spec);
    TrainOptions how;
    how.out = &std::cerr;
    how.terminal = stderr_is_terminal();
    how.on_epoch = [](const EpochResult& r) { print_epoch(r); };
    run.epochs = train(net, run.recipe, training, held_out, how);
  }
  return runs;
}

}  // namespace

std::vector<Spread> spreads(const Batch& batch) {
  return {spread_of("Gaussian, sigma 0.01", Initialiser::gaussian(0.01), batch),
          spread_of("He: sigma 0.118", Initialiser::he(), batch),
          spread_of("Gaussian, sigma 0.3", Initialiser::gaussian(0.3), batch)};
}

void record_runs(const chapters::Program& program, const Dataset& training, const Dataset& held_out) {
  for (const Run& run : make_runs(training, held_out)) {
    const EpochResult& last = run.epochs.back();
    program.record("learning-runs", run.slug,
                   {{"run", run.name},
                    {"largest step / weights", fmt::format("{:.1e}", run.step_size)},
                    {"training loss, epoch 1", fmt::format("{:.3f}", run.epochs.front().train_loss)},
                    {fmt::format("training loss, epoch {}", last.epoch), fmt::format("{:.3f}", last.train_loss)},
                    {"held-out error, top-1", fmt::format("{:.1f} %", 100 * last.held_out.top1_error)},
                    {"top-5", fmt::format("{:.1f} %", 100 * last.held_out.top5_error)}});
  }
}

void record_spreads(const chapters::Program& program, const std::vector<Spread>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::vector<std::pair<std::string, std::string>> columns = {{"weights", all[i].name}};
    for (const auto& [layer, size] : all[i].layers) columns.emplace_back(layer, fmt::format("{:.1e}", size));
    columns.emplace_back("loss at the start", fmt::format("{:.4g}", all[i].loss));
    program.record("activation-spread", std::to_string(i + 1), columns);
  }
}

}  // namespace chapter
