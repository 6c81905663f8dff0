// seven demo: a network, all of it ours, learns a synthetic task before your eyes and shows what it has learned.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "inspect/picture.h"
#include "inspect/report.h"
#include "lab/demo.h"
#include "nn/models/models.h"
#include "train/trainer.h"

namespace seven::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string out = "out/demo";
  std::optional<Index> images;
  std::optional<Index> epochs;
};

void show_predictions(const DemoReport& report) {
  const std::size_t count = std::min<std::size_t>(4, report.predictions.size());
  for (std::size_t i = 0; i < count; ++i) {
    const Prediction& p =
        report.predictions[i == count - 1 ? report.predictions.size() - 1 : i];  // the last one is wrong
    fmt::print("\n{}", terminal_picture(p.image, 32, stdout_colours()));
    fmt::print("it is: {}; the net says:", report.class_names.at(static_cast<std::size_t>(p.label)));
    for (const auto& [answer, probability] : p.best) {
      fmt::print("  {} {:.1f} %", report.class_names.at(static_cast<std::size_t>(answer)), 100 * probability);
    }
    fmt::print("\n");
  }
}

// Clears away what an earlier demo left, and that only: without a demo's page beside it, a checkpoint is somebody's
// training. The page is there from the first moment, so that a demo that was stopped can be started again.
void start_afresh(const fs::path& out) {
  std::error_code code;
  for (const char* name : {"checkpoint.safetensors", "log.jsonl"}) {
    const fs::path file = out / name;
    if (!fs::exists(file, code)) continue;
    if (!fs::is_regular_file(file, code) || !fs::is_regular_file(out / "report.html", code)) {
      throw Error("this directory holds something that no demo has left there")
          .where(file.string())
          .expected("an empty directory, or an earlier demo's with its report.html")
          .fix("name another directory (--out)")
          .wrong_use();
    }
  }
  make_directories(out);
  write_file(out / "report.html", "<!doctype html><title>Seven Loops</title><p>The demo is running, or was stopped.\n");
  for (const char* name : {"checkpoint.safetensors", "log.jsonl"}) {
    if (!fs::remove(out / name, code) && code) {
      throw Error("what an earlier demo left cannot be removed").where((out / name).string()).got(code.message());
    }
  }
}

void run(const Options& options) {
  const fs::path out = options.out;
  Recipe recipe = recipe_for("demo");
  if (options.epochs) recipe.epochs = *options.epochs;
  check(recipe);
  if (options.images) expect_option("--images", *options.images, 1);
  start_afresh(out);
  Net<float> net(model("demo"), recipe.seed);
  const Index classes = net.spec().classes;
  fmt::print("Seven Loops: a convolution is seven nested loops. This network is made of them.\n\n{}\n", net.table());
  const DataOptions data{.name = "synth", .directory = "", .images = options.images};
  const std::unique_ptr<Dataset> training = training_set(data, classes);
  const std::unique_ptr<Dataset> held_out = held_out_set(data, classes);
  fmt::print("It learns to tell {} forms apart from {} pictures rendered just now, and is tested on {} others.\n\n",
             classes, training->size(), held_out->size());
  std::fflush(stdout);

  TrainOptions how;
  how.directory = out;
  how.data = "synth";
  how.out = &std::cerr;
  how.terminal = stderr_is_terminal();
  how.on_epoch = [&](const EpochResult& r) {
    fmt::print("after epoch {}: {:.1f} % of the held-out pictures right\n", r.epoch, 100 * (1 - r.held_out.top1_error));
    std::fflush(stdout);
  };
  const std::vector<EpochResult> epochs = train(net, recipe, *training, *held_out, how);
  const Checkpoint checkpoint = load_checkpoint(out / "checkpoint.safetensors");
  DemoReport report = examine(net, *held_out, get<float>(checkpoint.tensors, "mean"), epochs);
  report.data = fmt::format("{} synthetic images of {} x {}, {} classes", training->size(), net.spec().image[1],
                            net.spec().image[2], classes);
  report.machine = fmt::format("{}, {} threads", machine_text(this_machine()), threads());
  report.date = today();
  report.command = command_line();
  write_file(out / "report.html", html_report(report));

  fmt::print("\nThe {} filters of its first layer:\n\n{}",
             report.filters.pixels.empty() ? 0 : net.parameters()[0]->value.shape()[0],
             terminal_picture(report.filters, 100, stdout_colours()));
  show_predictions(report);
  fmt::print("\n{:.1f} % of {} held-out pictures right after {} of training, {:.0f} images/s on {} threads.\n",
             100 * report.accuracy, held_out->size(), duration_text(report.seconds), report.images_per_second,
             threads());
  fmt::print("The whole story, with pictures:  {}\n", fs::absolute(out / "report.html").string());
  fmt::print("Try it on a picture of yours:    ./seven predict PICTURE\n");
}

}  // namespace

void add_demo(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("demo", "watch a network learn, in about two minutes");
  sub.add_option("--out", options->out, "directory for the report, the log and the checkpoint")
      .type_name("DIR")
      .capture_default_str();
  sub.add_option("--images", options->images, "training images (default 12,000)").type_name("N");
  sub.add_option("--epochs", options->epochs, "instead of the recipe's").type_name("N");
  sub.footer("Example: seven demo");
  sub.callback([options] { run(*options); });
}

}  // namespace seven::cli
