// seven inspect: looking inside a trained network.
#include <fmt/format.h>

#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "inspect/picture.h"

namespace seven::cli {

namespace {

struct Options {
  std::string checkpoint, out;
  Index scale = 8;
};

void filters(const Options& options) {
  expect_option("--scale", options.scale, 1, 64);
  const TrainedNet trained = load_net(options.checkpoint);
  const Tensor<float>& w = trained.net->parameters().front()->value;  // (K, C, R, S)
  const Shape& shape = w.shape();
  const Image picture = filters_picture(w.data(), shape[0], shape[1], shape[2], shape[3], options.scale);
  if (options.out.empty()) {
    fmt::print("{}", terminal_picture(picture, 100, stdout_colours()));
    return;
  }
  write_png(options.out, picture);
  fmt::print("{}: {} filters {}x{} of {}\n", options.out, shape[0], shape[2], shape[3], trained.checkpoint.net);
}

}  // namespace

void add_inspect(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("inspect", "look inside a trained network");
  sub.require_subcommand(1);
  Command kernels = sub.add_subcommand("filters", "the kernels of the first layer as a picture");
  kernels.add_option("checkpoint", options->checkpoint, "a checkpoint that `seven train` wrote").required();
  kernels.add_option("--out", options->out, "PNG file to write; without it the picture is shown in the terminal")
      .type_name("FILE");
  kernels.add_option("--scale", options->scale, "pixels for each weight").type_name("N").capture_default_str();
  kernels.footer("Example: seven inspect filters out/cifar-80sec/checkpoint.safetensors --out filters.png");
  kernels.callback([options] { filters(*options); });
}

}  // namespace seven::cli
