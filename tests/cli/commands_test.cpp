// What every command promises: help with an example, listings and files that other programs can read.
#include <doctest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "data/safetensors.h"
#include "nn/models/models.h"
#include "nn/net.h"
#include "support/program.h"

using namespace seven;

namespace {

// A probe for `seven grads`: two images, their labels and the parameters of the demo's net.
Tensors probe(Index images = 2) {
  Net<float> net(model("demo"), 5);
  Tensors in;
  for (Parameter<float>* parameter : net.parameters()) in[parameter->name] = parameter->value;
  Tensor<float> x(Shape{images, 3, 32, 32});
  for (Index i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 17) - 8.0F;
  in["images"] = std::move(x);
  in["labels"] = Tensor<Index>(Shape{images});
  return in;
}

struct Grads {
  ProgramRun run(const Tensors& in, int exit_code, const std::vector<std::string>& words) const {
    write_safetensors(directory / "in", in);
    return check_program("grads --net demo --in " + quoted(directory / "in") + " --out " + quoted(directory / "out"),
                         exit_code, words);
  }
  TemporaryDirectory directory;
};

}  // namespace

TEST_CASE("the help of every command shows an example") {
  for (const char* command :
       {"accuracy", "bench", "data", "data synth", "data sheet", "demo", "docs", "doctor", "eval", "gradcheck", "grads",
        "inspect filters", "kernels", "net", "op", "op conv2d", "predict", "roofline", "train"}) {
    const ProgramRun run = check_program(std::string(command) + " --help", 0, {"Example:", "seven"});
    CHECK(run.err.empty());
  }
  check_program("--help", 0, {"train", "demo", "predict"});
}

TEST_CASE("nets are listed, drawn as a table, and their parameters named one a line") {
  for (const std::string& name : model_names()) {
    check_program("net", 0, {name});
    check_program("net " + name, 0, {name, "conv1"});
    std::string expected;
    const Outline<float> net(model(name));
    for (const Parameter<float>* p : net.parameters()) expected += p->name + " " + p->shape.str() + "\n";
    CHECK(run_program("net " + name + " --parameters").out == expected);
  }
}

TEST_CASE("grads writes logits, loss and every gradient") {
  const Grads grads;
  const Tensors in = probe();
  grads.run(in, 0, {"demo"});
  const Tensors out = read_safetensors(grads.directory / "out");
  CHECK(out.size() == in.size());  // logits and loss for images and labels, a gradient for each parameter
  CHECK(shape_of(out.at("logits")) == Shape{2, 12});
  CHECK(shape_of(out.at("grad_conv2.weight")) == shape_of(in.at("conv2.weight")));
}

TEST_CASE("NaN in the images or in a weight comes out as NaN and not as a number") {
  const Grads grads;
  for (const char* name : {"images", "conv1.weight", "conv3.bias"}) {
    Tensors in = probe();
    std::get<Tensor<float>>(in.at(name))[1] = NAN;
    grads.run(in, 0, {});
    const Tensors out = read_safetensors(grads.directory / "out");
    CHECK_MESSAGE(std::isnan(get<float>(out, "loss")[0]), name);
    CHECK_MESSAGE(std::isnan(get<float>(out, "grad_fc.bias")[0]), name);
  }
}

TEST_CASE("a probe that does not fit names the net, the tensor and both shapes") {
  const Grads grads;
  Tensors in = probe();
  in["conv2.weight"] = Tensor<float>(Shape{32, 3, 5, 5});
  grads.run(in, 1, {"demo", "conv2.weight", "(32, 3, 5, 5)", "(32, 32, 5, 5)"});
  in = probe();
  in["images"] = Tensor<float>(Shape{2, 3, 30, 32});
  grads.run(in, 1, {"demo", "(2, 3, 30, 32)", "(3, 32, 32)"});
  in = probe();
  in["labels"] = Tensor<Index>(Shape{3});
  grads.run(in, 1, {"demo", "(3)", "(2)"});
  in = probe();
  std::get<Tensor<Index>>(in.at("labels"))[1] = 12;
  grads.run(in, 1, {"label", "image 1", "0 to 11", "12"});
  std::get<Tensor<Index>>(in.at("labels"))[1] = -1;
  grads.run(in, 1, {"label", "-1"});
  in = probe();
  in.erase("fc.bias");
  grads.run(in, 1, {"a tensor named fc.bias"});
  grads.run(probe(0), 2, {"at least one image", "demo"});
  CHECK(!std::filesystem::exists(grads.directory / "out"));
  in = probe();
  in["fc.biass"] = Tensor<float>(Shape{12});  // a tensor too many is noted and left alone
  grads.run(in, 0, {"fc.biass"});
}

TEST_CASE("a pipe or a disk that takes no more output is a failure, not a success") {
  CHECK(run_program("net").exit_code == 0);
  const ProgramRun run = run_program("net >/dev/full #");
  CHECK(run.exit_code == 1);
}
