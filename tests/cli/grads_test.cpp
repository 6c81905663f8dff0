// seven grads as a test suite in another language would use it.
#include <doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "cli/tensor_files.h"
#include "core/philox.h"
#include "data/safetensors.h"
#include "nn/models/models.h"
#include "nn/net.h"

using namespace seven;

namespace {

// Two images and the parameters that the net starts with.
template <class T>
Tensors probe(const std::string& name) {
  const NetSpec spec = model(name);
  Net<T> net(spec, 5);
  Tensors tensors;
  for (Parameter<T>* parameter : net.parameters()) tensors[parameter->name] = parameter->value;
  Tensor<T> images(Shape{2, spec.image[0], spec.image[1], spec.image[2]});
  Random random(5, Purpose::test, 0, 0);
  for (T& value : images.span()) value = static_cast<T>(random.normal());
  tensors["images"] = std::move(images);
  Tensor<Index> labels(Shape{2});
  labels[1] = spec.classes - 1;
  tensors["labels"] = std::move(labels);
  return tensors;
}

const std::string kGrads = "grads --net cifar-18pct";

}  // namespace

TEST_CASE("logits, loss and a gradient for each parameter, in the element type of the images") {
  const Files files;
  const Tensors inputs = probe<double>("cifar-18pct");
  write_safetensors(files.at("in"), inputs);
  check_run(kGrads + files.in_out(), 0, {"cifar-18pct"});
  const Tensors outputs = read_safetensors(files.at("out"));
  CHECK(outputs.size() == inputs.size());  // parameters; logits and loss in place of images and labels
  for (const auto& [name, tensor] : inputs) {
    if (name == "images" || name == "labels") continue;
    CHECK(get<double>(outputs, "grad_" + name).shape() == shape_of(tensor));
  }
  CHECK(get<double>(outputs, "logits").shape() == Shape{2, 10});
  CHECK(get<double>(outputs, "loss").shape() == Shape{});
}

TEST_CASE("a tensor that no layer has is noted, as in seven op; one that is missing is named") {
  const Files files;
  Tensors inputs = probe<float>("cifar-18pct");
  inputs["expected_loss"] = Tensor<float>(Shape{});
  write_safetensors(files.at("in"), inputs);
  check_run(kGrads + files.in_out(), 0, {"note", "expected_loss"});
  inputs.erase("conv2.bias");
  write_safetensors(files.at("in"), inputs);
  check_run(kGrads + files.in_out(), 1, {"a tensor named conv2.bias"});
}

TEST_CASE("wrong names, types and shapes are refused") {
  const Files files;
  Tensors inputs = probe<float>("cifar-18pct");
  const auto refused = [&](const std::string& name, AnyTensor tensor, int exit_code, const std::string& word) {
    Tensors changed = inputs;
    changed[name] = std::move(tensor);
    write_safetensors(files.at("in"), changed);
    check_run(kGrads + files.in_out(), exit_code, {word});
  };
  refused("conv1.weight", Tensor<double>(Shape{32, 3, 5, 5}), 1, "conv1.weight");
  refused("conv1.weight", Tensor<float>(Shape{32, 3, 5}), 1, "(32, 3, 5, 5)");
  refused("images", Tensor<float>(Shape{2, 3, 24, 24}), 1, "(3, 32, 32)");
  refused("labels", Tensor<Index>(Shape{1}), 1, "labels");
  refused("labels", Tensor<float>(Shape{2}), 1, "int64");
  refused("images", Tensor<float>(Shape{0, 3, 32, 32}), 2, "at least one image");
  write_safetensors(files.at("in"), inputs);
  check_run("grads --net cifar-18" + files.in_out(), 2, {"cifar-18pct"});
  check_run(kGrads + " --conv2d fast" + files.in_out(), 2, {"im2col_gemm"});
}

TEST_CASE("a NaN in one image makes its logits and the loss NaN, and leaves the other image alone") {
  const Files files;
  Tensors inputs = probe<float>("cifar-18pct");
  std::get<Tensor<float>>(inputs.at("images"))[7] = std::numeric_limits<float>::quiet_NaN();
  write_safetensors(files.at("in"), inputs);
  check_run(kGrads + files.in_out(), 0, {});
  const Tensors outputs = read_safetensors(files.at("out"));
  CHECK(std::isnan(get<float>(outputs, "logits")[0]));
  CHECK_FALSE(std::isnan(get<float>(outputs, "logits")[10]));
  CHECK(std::isnan(get<float>(outputs, "loss")[0]));
}
