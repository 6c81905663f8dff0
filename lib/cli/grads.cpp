// seven grads: one forward and backward pass of a whole net on tensors from a file, so that a test suite in any
// language can check logits, loss and gradients.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "check/checked_device.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "data/safetensors.h"
#include "nn/models/models.h"
#include "nn/net.h"
#include "ops/op.h"

namespace seven::cli {

namespace {

struct Options {
  std::string net, in, out;
  std::string device = "cpu";
};

template <class T>
Tensors pass(const Options& options, const VariantChoice& variants, const Tensors& in) {
  Net<T> net(model(options.net), 0, variants, device_called(options.device));
  std::vector<std::string> known = {"images", "labels"};
  for (Parameter<T>* parameter : net.parameters()) {
    const Tensor<T>& given = get<T>(in, parameter->name);
    expect_shape(options.net, parameter->name, given.shape(), parameter->value.shape());
    parameter->value.copy_from(given);
    known.push_back(parameter->name);
  }
  for (const auto& [name, tensor] : in) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      fmt::print(stderr, "seven: note: {} does not read the tensor \"{}\"\n", options.net, name);
  }
  const Tensor<T>& images = get<T>(in, "images");
  const Tensor<Index>& labels = get<Index>(in, "labels");
  Tensors out;
  net.forward(images, {});
  out["logits"] = net.logits();
  Tensor<T> loss(Shape{});
  loss[0] = static_cast<T>(net.loss(labels));
  out["loss"] = std::move(loss);
  net.backward(images, labels, {});
  for (Parameter<T>* parameter : net.parameters()) out["grad_" + parameter->name] = parameter->grad.to(Device::cpu);
  return out;
}

void run(const Options& options, const VariantChoice& variants) {
  const CheckedDevice checked(device_called(options.device));
  const Tensors in = read_safetensors(options.in);
  const auto images = in.find("images");
  const bool is_double = images != in.end() && std::holds_alternative<Tensor<double>>(images->second);
  write_safetensors(options.out, is_double ? pass<double>(options, variants, in) : pass<float>(options, variants, in));
  fmt::print("{}: logits, loss and gradients in {}\n", options.net, options.out);
}

}  // namespace

void add_grads(Command app) {
  auto options = std::make_shared<Options>();
  auto variants = std::make_shared<VariantChoice>();
  Command sub = app.add_subcommand("grads", "logits, loss and all gradients of a net on tensors from a file");
  sub.add_option("--net", options->net, "the network (see: seven net)").required().type_name("NAME");
  sub.add_option("--in", options->in, "safetensors file: images, labels and every parameter")
      .required()
      .type_name("FILE");
  sub.add_option("--out", options->out, "safetensors file to write").required().type_name("FILE");
  add_device_option(sub, options->device);
  add_variant_options(sub, variants);
  sub.footer(
      "Reads images (N, C, H, W), labels (N) as int64, and every parameter by its name (seven net NAME --parameters).\n"
      "Writes logits (N, classes), loss (a scalar: the mean log loss) and, for each parameter, grad_<name>, the "
      "gradient of\n"
      "the mean loss, such as grad_conv1.weight (the images' own is not written). Images, parameters and results are\n"
      "all float32 or all float64: images in float64 mean that all arithmetic is in double. Dropout is off; images "
      "are\n"
      "taken as they are. A NaN is computed with. A tensor that the net does not have is noted and left alone.\n"
      "The layers with their settings: seven net NAME; what each computes: seven op OP --help; the alpha shown there "
      "is\n"
      "the formula's, already divided. Weights: conv2d (K, C, R, S), local2d (P, Q, K, C, R, S), linear (units, "
      "inputs),\n"
      "where inputs are (C, H, W) flattened row by row.\n"
      "Exit code: 0 done; 1 a tensor is missing or does not fit; 2 no such net, option or variant, or no images.\n"
      "Example: seven grads --net cifar-18pct --in probe.safetensors --out grads.safetensors");
  sub.callback([options, variants] { run(*options, *variants); });
}

}  // namespace seven::cli
