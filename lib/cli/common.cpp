#include "cli/common.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <optional>

#include "core/suggest.h"
#include "data/cifar10.h"
#include "data/synth.h"
#include "nn/models/models.h"
#include "train/load_parameters.h"
#include "train/trainer.h"

namespace seven::cli {

namespace {

constexpr Index kSynthTraining = 12000;
constexpr Index kSynthHeldOut = 2400;

std::string& stored_command_line() {
  static std::string text = "./seven";
  return text;
}

// An option that would have no effect is more likely a mistake than a wish.
void refuse_option(const std::string& option, const std::string& data, const std::string& fix) {
  throw Error(option + " has no effect on the data set " + data).where(option).fix(fix).wrong_use();
}

std::unique_ptr<Dataset> open_data(const DataOptions& options, Split split, Index classes) {
  if (options.name.empty() || options.name == "cifar10") {
    if (options.images) refuse_option("--images", "cifar10", "leave it out: all of its images are used");
    const std::optional<std::filesystem::path> given =
        options.directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.directory);
    return read_cifar10(find_cifar10(given), split);
  }
  if (options.name == "synth") {
    SynthOptions synth;
    synth.images = split == Split::train ? kSynthTraining : kSynthHeldOut;
    if (!options.directory.empty()) refuse_option("--data-dir", "synth", "leave it out: the images are made in memory");
    if (options.images) {
      expect_option("--images", *options.images, 1);
      synth.images = split == Split::train ? *options.images : std::max<Index>(1, *options.images / 5);
    }
    synth.classes = classes;
    synth.split = split;
    return make_synth(synth);
  }
  throw unknown_name("data set", options.name, {"cifar10", "synth"});
}

}  // namespace

void add_variant_options(Command app, const std::shared_ptr<VariantChoice>& variants) {
  for (const char* op : {"activation", "conv2d", "dropout", "linear", "local2d", "lrn", "pool2d"}) {
    app.add_option_function<std::string>(
           "--" + std::string(op), [variants, op](const std::string& name) { (*variants)[op] = name; },
           "variant of " + std::string(op) + " (see: seven op " + op + " --list)")
        .type_name("VARIANT")
        .group("Variants");
  }
}

void add_device_option(Command app, std::string& device) {
  app.add_option("--device", device,
                 "where: cpu; cuda, a GPU; simt, the GPU's kernels on the CPU; simt_check, the same, checked")
      .type_name("DEVICE")
      .capture_default_str();
}

void add_data_options(Command app, const std::shared_ptr<DataOptions>& options) {
  app.add_option("--data", options->name, "cifar10 or synth").type_name("NAME");
  app.add_option("--data-dir", options->directory,
                 "where cifar10 lies (default: $SEVEN_DATA, then datasets/cifar10/data)")
      .type_name("DIR");
  app.add_option("--images", options->images, "training images of synth (default 12,000)").type_name("N");
}

std::unique_ptr<Dataset> training_set(const DataOptions& options, Index classes) {
  return open_data(options, Split::train, classes);
}
std::unique_ptr<Dataset> held_out_set(const DataOptions& options, Index classes) {
  return open_data(options, Split::held_out, classes);
}

void expect_option(const std::string& option, Index value, Index lowest, Index highest) {
  if (value >= lowest && value <= highest) return;
  const bool bounded = highest != std::numeric_limits<Index>::max();
  throw Error(option + " is out of range")
      .where(option)
      .expected(std::to_string(lowest) + (bounded ? " to " + std::to_string(highest) : " or more"))
      .got(std::to_string(value))
      .wrong_use();
}

void expect_seconds(const std::string& option, double value) {
  if (std::isfinite(value) && value > 0.0) return;
  throw Error("a measurement needs some time")
      .where(option)
      .expected("a number above 0")
      .got(fmt::format("{}", value))
      .wrong_use();
}

void refuse_negative(Option option) {
  option.check([](const std::string& text) { return text.starts_with("-") ? "0 or more, not " + text : ""; });
}

TrainedNet load_net(const std::string& path) {
  TrainedNet trained{.checkpoint = load_checkpoint(path), .net = nullptr};
  NetSpec spec = model(trained.checkpoint.net);
  trained.net = std::make_unique<Net<float>>(std::move(spec));
  load_parameters(*trained.net, trained.checkpoint, path);
  const Shape& image = trained.net->spec().image;
  Shape full = tensor_in(trained.checkpoint, "mean", std::nullopt, path).shape();  // a net may see a crop of it
  if (trained.checkpoint.crop == 0 || full.rank() != 3) full = image;
  tensor_in(trained.checkpoint, "mean", full, path);
  if (full[0] != image[0] || full[1] < image[1] || full[2] < image[2] ||
      static_cast<Index>(split_names(trained.checkpoint.class_names).size()) != trained.net->spec().classes) {
    throw Error("the checkpoint does not fit its own net")
        .where(path)
        .expected(trained.checkpoint.net + ": images " + image.str() + " or larger, " +
                  std::to_string(trained.net->spec().classes) + " classes")
        .got("mean " + full.str() + ", classes " + trained.checkpoint.class_names)
        .fix("a comma in a class's name, or a net that has changed since: train again");
  }
  return trained;
}

void set_command_line(int argc, char** argv) {
  std::string text = "./seven";
  for (int i = 1; i < argc; ++i) text += " " + std::string(argv[i]);
  stored_command_line() = text;
}

const std::string& command_line() { return stored_command_line(); }

}  // namespace seven::cli
