// seven train: a network by its recipe, with a log and checkpoints; killed and resumed, it ends in the same bits.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "check/checked_device.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "lab/results.h"
#include "nn/models/models.h"
#include "train/trainer.h"

namespace seven::cli {

namespace {

struct Options {
  std::string net = "cifar-80sec";
  std::string out;     // directory of the run
  std::string record;  // directory of results; empty: none
  std::string device = "cpu";
  bool resume = false;
  std::optional<Index> checkpoint_batches;
  std::optional<Index> stop_after;
  std::optional<Index> epochs;
  std::optional<Index> batch;
  std::optional<double> rate;
  std::optional<std::uint64_t> seed;
};

Recipe recipe_with(const Options& options) {
  model(options.net);  // an unknown net is reported as such, before anything else
  Recipe recipe = recipe_for(options.net);
  if (options.epochs) recipe.epochs = *options.epochs;
  if (options.batch) recipe.batch = *options.batch;
  if (options.rate) recipe.rate = *options.rate;
  if (options.seed) recipe.seed = *options.seed;
  return recipe;
}

void print_epoch(const EpochResult& r, Index epochs) {
  fmt::print(
      "epoch {:>3}/{}  rate {:<8g} train loss {:.4f}, error {:5.2f} %   held out: loss {:.4f}, top-1 {:5.2f} %, top-5 "
      "{:5.2f} %   {:.0f} images/s\n",
      r.epoch, epochs, r.rate, r.train_loss, 100 * r.train_error, r.held_out.loss, 100 * r.held_out.top1_error,
      100 * r.held_out.top5_error, r.images_per_second);
  std::fflush(stdout);
}

// "conv2d winograd, lrn lines": what was chosen; "" if nothing was.
std::string choice_text(const VariantChoice& variants) {
  std::string text;
  for (const auto& [op, variant] : variants) text += (text.empty() ? "" : ", ") + op + " " + variant;
  return text;
}

// Runs with variants of one's own choice have a table of their own: there they are compared.
void record(const Options& options, const Recipe& recipe, const std::string& data, const VariantChoice& variants,
            const std::vector<EpochResult>& epochs) {
  double seconds = 0.0;
  double images = 0.0;
  for (const EpochResult& epoch : epochs) {
    seconds += epoch.seconds;
    images += epoch.seconds * epoch.images_per_second;
  }
  const EpochResult& last = epochs.back();
  const bool whole = epochs.front().epoch == 1;  // a resumed run knows only its own part of the time
  Result result;
  const std::string choice = choice_text(variants);
  result.table = choice.empty() ? "training" : "training-variants";
  if (options.device != "cpu") result.table += "-" + options.device;
  result.columns = {{"net", options.net},
                    {"data", data},
                    {"epochs", std::to_string(last.epoch)},
                    {"seed", std::to_string(recipe.seed)},
                    {"test error, top-1", fmt::format("{:.2f} %", 100 * last.held_out.top1_error)},
                    {"test error, top-5", fmt::format("{:.2f} %", 100 * last.held_out.top5_error)},
                    {"training time", whole ? fmt::format("{:.0f} s", seconds) : "not known (resumed)"},
                    {"images/s", fmt::format("{:.0f}", images / seconds)},
                    {"threads", std::to_string(threads())}};
  std::string slug = fmt::format("{}-{}-seed{}", options.net, data, recipe.seed);
  if (options.device != "cpu") slug += "-" + options.device;
  if (!choice.empty()) {
    result.columns.insert(result.columns.begin() + 1, {"variants", choice});
    for (const auto& [op, variant] : variants) slug += "-" + op + "-" + variant;
  }
  result.command = command_line();
  result.machine = this_machine();
  result.date = today();
  record_result(options.record, slug, result);
  fmt::print("recorded in {}/{}.md\n", options.record, result.table);
}

void run(const Options& options, const DataOptions& data_options, const VariantChoice& variants) {
  const Recipe recipe = recipe_with(options);
  check(recipe);
  if (options.checkpoint_batches) expect_option("--checkpoint-every", *options.checkpoint_batches, 1);
  if (options.stop_after) expect_option("--stop-after", *options.stop_after, 1);
  const CheckedDevice checked(device_called(options.device));
  Net<float> net(model(options.net), recipe.seed, variants, device_called(options.device));
  const Index classes = net.spec().classes;
  const std::unique_ptr<Dataset> training = training_set(data_options, classes);
  const std::unique_ptr<Dataset> held_out = held_out_set(data_options, classes);
  TrainOptions how;
  how.directory = options.out.empty() ? "out/" + options.net : options.out;
  how.resume = options.resume;
  how.data = data_options.name.empty() ? "cifar10" : data_options.name;
  how.checkpoint_batches = options.checkpoint_batches.value_or(0);
  how.stop_after_batches = options.stop_after.value_or(0);
  how.out = &std::cerr;
  how.terminal = stderr_is_terminal();
  how.on_epoch = [&](const EpochResult& result) { print_epoch(result, recipe.epochs); };
  fmt::print("{} on {}: {} images, {} held out, batch {}, {} threads; log and checkpoints in {}\n", options.net,
             how.data, training->size(), held_out->size(), recipe.batch, threads(), how.directory.string());
  std::fflush(stdout);
  const std::vector<EpochResult> epochs = train(net, recipe, *training, *held_out, how);
  if (epochs.empty()) {
    fmt::print("nothing left to train: {} epochs are done, or the run was stopped\n", recipe.epochs);
  } else if (!options.record.empty() && epochs.back().epoch == recipe.epochs) {
    record(options, recipe, how.data, variants, epochs);
  }
}

}  // namespace

void add_train(Command app) {
  auto options = std::make_shared<Options>();
  auto data = std::make_shared<DataOptions>();
  auto variants = std::make_shared<VariantChoice>();
  Command sub = app.add_subcommand("train", "train a network by its recipe");
  sub.add_option("--net", options->net, "the network (see: seven net)").type_name("NAME").capture_default_str();
  add_data_options(sub, data);
  sub.add_option("--out", options->out, "directory for log.jsonl and checkpoint.safetensors (default: out/NET)")
      .type_name("DIR");
  sub.add_flag("--resume", options->resume, "go on from the directory's checkpoint");
  sub.add_option("--epochs", options->epochs, "instead of the recipe's").type_name("N");
  sub.add_option("--batch", options->batch, "instead of the recipe's").type_name("N");
  sub.add_option("--rate", options->rate, "instead of the recipe's").type_name("RATE");
  refuse_negative(
      sub.add_option("--seed", options->seed, "first weights, order, crops, dropout (default 0)").type_name("N"));
  sub.add_option("--checkpoint-every", options->checkpoint_batches,
                 "a checkpoint every so many batches, beside those after each epoch")
      .type_name("N");
  sub.add_option("--stop-after", options->stop_after, "stop after so many batches, as if killed").type_name("N");
  sub.add_option("--record", options->record, "write the result as JSON into this directory and remake its tables")
      .type_name("DIR");
  add_device_option(sub, options->device);
  add_variant_options(sub, variants);
  sub.footer("Example: seven train --net cifar-80sec --out out/first --record docs/results");
  sub.callback([=] { run(*options, *data, *variants); });
}

}  // namespace seven::cli
