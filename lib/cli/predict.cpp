// seven predict: what a trained network sees in one picture.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "data/image.h"
#include "ops/augment/augment.h"
#include "train/metrics.h"
#include "train/trainer.h"

namespace seven::cli {

namespace {

struct Options {
  std::string image;
  std::string model = "out/demo/checkpoint.safetensors";
  Index top = 5;
};

// The picture as one batch of the net's: scaled to cover the net's input, cropped in the middle, less the mean.
Tensor<float> as_input(const Image& picture, const TrainedNet& trained) {
  const Tensor<float>& mean = get<float>(trained.checkpoint.tensors, "mean");
  const Shape& full = mean.shape();  // (C, H, W) of the training images, of which the net may see a crop
  const Shape& seen = trained.net->spec().image;
  const Image fitted = fit(picture, full[1], full[2]);
  Tensor<float> x(Shape{1, seen[0], seen[1], seen[2]});
  const augment::Params centre{.C = full[0],
                               .H = full[1],
                               .W = full[2],
                               .h = seen[1],
                               .w = seen[2],
                               .top = (full[1] - seen[1]) / 2,
                               .left = (full[2] - seen[2]) / 2};
  augment::crop_flip(x.data(), fitted.pixels.data(), mean.data(), centre);
  return x;
}

void run(const Options& options) {
  expect_option("--top", options.top, 1);
  const TrainedNet trained = load_net(options.model);
  const Tensor<float> x = as_input(read_image(options.image), trained);
  trained.net->forward(x, {.keep = Keep::nothing});
  trained.net->loss(Tensor<Index>(Shape{1}));  // for the probabilities; the label plays no part in them
  const Tensor<float>& probabilities = trained.net->probabilities();
  const std::vector<std::string> names = split_names(trained.checkpoint.class_names);
  for (const auto& [answer, probability] : top_classes(probabilities.data(), probabilities.size(), options.top)) {
    fmt::print("{:6.2f} %  {}\n", 100 * probability, names.at(static_cast<std::size_t>(answer)));
  }
}

}  // namespace

void add_predict(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("predict", "what a trained network sees in a picture");
  sub.add_option("image", options->image, "a JPEG or PNG file of any size").required();
  sub.add_option("--model", options->model, "a checkpoint that `seven train` or `seven demo` wrote")
      .type_name("FILE")
      .capture_default_str();
  sub.add_option("--top", options->top, "how many classes to print").type_name("N").capture_default_str();
  sub.footer("Example: seven predict picture.jpg --model out/cifar-80sec/checkpoint.safetensors");
  sub.callback([options] { run(*options); });
}

}  // namespace seven::cli
