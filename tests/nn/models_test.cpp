#include "nn/models/models.h"

#include <doctest.h>

#include <string>
#include <variant>
#include <vector>

#include "nn/outline.h"

using namespace seven;

namespace {

Index parameters_of(const std::string& name) { return Outline<float>(model(name)).parameter_count(); }

// "conv1 96x55x55" for each layer whose output has another shape than its input.
std::vector<std::string> sizes_of(const std::string& name) {
  std::vector<std::string> sizes;
  std::string before;
  for (const LayerSummary& line : Outline<float>(model(name)).summary()) {
    if (line.output != before) sizes.push_back(line.name + " " + line.output);
    before = line.output;
  }
  return sizes;
}

Index macs_of(const std::string& name) {
  Index sum = 0;
  for (const LayerSummary& line : Outline<float>(model(name)).summary()) sum += line.macs;
  return sum;
}

}  // namespace

// Worked out by hand from the layer files, weights and biases of each layer in turn.
TEST_CASE("the CIFAR nets have the parameters of cuda-convnet's layer files") {
  // 32*3*25+32 + 32*32*25+32 + 64*32*25+64 + 1024*64+64 + 64*10+10
  CHECK(parameters_of("cifar-80sec") == 145578);
  // the same convolutions, then 1024*10+10
  CHECK(parameters_of("cifar-18pct") == 89578);
  // 64*3*25+64 + 64*64*25+64, then on 6x6 maps 36*32*(64*9+1) + 36*32*(32*9+1), then 1152*10+10
  CHECK(parameters_of("cifar-conv-local-13pct") == 1116490);
  // the same with local3 of 64 and local4 of 32 kernels: 36*64*(64*9+1) + 36*32*(64*9+1)
  CHECK(parameters_of("cifar-conv-local-11pct") == 2112970);
}

TEST_CASE("pools keep partial windows: 32, 16, 8, 4") {
  const Outline<float> net(model("cifar-80sec"));
  CHECK(net.shape(1) == Shape{1, 32, 16, 16});
  CHECK(net.shape(5) == Shape{1, 32, 8, 8});
  CHECK(net.shape(8) == Shape{1, 64, 4, 4});
}

// Worked out from the paper's section 3.5 with images of 227; multiply-adds: the convolutions' outputs times what each
// sums over, and the linear layers' weights.
TEST_CASE("AlexNet has the paper's shapes, 60,965,224 parameters and 724,406,816 multiply-adds") {
  CHECK(sizes_of("alexnet") == std::vector<std::string>{"conv1 96x55x55", "pool1 96x27x27", "conv2 256x27x27",
                                                        "pool2 256x13x13", "conv3 384x13x13", "conv5 256x13x13",
                                                        "pool5 256x6x6", "fc6 4096", "fc8 1000"});
  CHECK(parameters_of("alexnet") == 60965224);
  CHECK(macs_of("alexnet") == 724406816);
  const Outline<float> net(model("alexnet"));
  CHECK(net.parameters()[0]->shape.size() == 34848);           // conv1: 96 * 3 * 121
  CHECK(net.parameters()[2]->shape == Shape{256, 48, 5, 5});   // conv2 sees one tower
  CHECK(net.parameters()[4]->shape == Shape{384, 256, 3, 3});  // conv3 sees both
  CHECK(net.parameters()[10]->shape == Shape{4096, 9216});
}

TEST_CASE("AlexNet's order and first values are those of sections 3 and 5") {
  const NetSpec spec = model("alexnet");
  std::string order;
  for (const LayerSpec& layer : spec.layers) order += layer.name + " ";
  CHECK(order ==
        "conv1 relu1 norm1 pool1 conv2 relu2 norm2 pool2 conv3 relu3 conv4 relu4 conv5 relu5 pool5 fc6 relu6 drop6 fc7 "
        "relu7 drop7 fc8 ");
  std::string ones;  // biases that begin at 1
  for (const LayerSpec& layer : spec.layers) {
    const auto* conv = std::get_if<Conv2dSpec>(&layer.what);
    const auto* linear = std::get_if<LinearSpec>(&layer.what);
    if ((conv != nullptr && conv->bias == 1.0) || (linear != nullptr && linear->bias == 1.0)) ones += layer.name + " ";
  }
  CHECK(ones == "conv2 conv4 conv5 fc6 fc7 ");
  const lrn::Params& formula = std::get<LrnSpec>(spec.layers[2].what).formula;
  CHECK(formula.n == 5);
  CHECK(formula.k == 2.0);
  CHECK(formula.alpha == 1e-4);
  CHECK(formula.beta == 0.75);
  CHECK(std::get<DropoutSpec>(spec.layers[17].what).scale_at_test);
}

// Table 2 of the paper gives 133, 133, 134, 138 and 144 million.
TEST_CASE("VGG A to E have the parameters and multiply-adds of table 1's layers") {
  CHECK(parameters_of("vgg-a") == 132863336);
  CHECK(parameters_of("vgg-a-lrn") == 132863336);
  CHECK(parameters_of("vgg-b") == 133047848);
  CHECK(parameters_of("vgg-c") == 133638952);
  CHECK(parameters_of("vgg-d") == 138357544);
  CHECK(parameters_of("vgg-e") == 143667240);
  CHECK(macs_of("vgg-d") == 15470264320);
  const std::vector<std::string> sizes = {"conv1_1 64x224x224", "pool1 64x112x112",  "conv2_1 128x112x112",
                                          "pool2 128x56x56",    "conv3_1 256x56x56", "pool3 256x28x28",
                                          "conv4_1 512x28x28",  "pool4 512x14x14",   "pool5 512x7x7",
                                          "fc6 4096",           "fc8 1000"};
  for (const char* name : {"vgg-a", "vgg-b", "vgg-c", "vgg-d", "vgg-e"}) CHECK(sizes_of(name) == sizes);
}

TEST_CASE("VGG-C's third convolution of a block is 1x1, and A-LRN normalises after the first ReLU") {
  const NetSpec c = model("vgg-c");
  int ones = 0;
  for (const LayerSpec& layer : c.layers) {
    const auto* conv = std::get_if<Conv2dSpec>(&layer.what);
    if (conv == nullptr || conv->size != 1) continue;
    ++ones;
    CHECK(conv->pad == 0);
    CHECK(layer.name.ends_with("_3"));
  }
  CHECK(ones == 3);
  CHECK(std::holds_alternative<LrnSpec>(model("vgg-a-lrn").layers[2].what));
  CHECK(model("vgg-a").layers.size() + 1 == model("vgg-a-lrn").layers.size());
}

TEST_CASE("an unknown net offers the nearest names") {
  try {
    model("cifar-18");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("cifar-18pct") != std::string::npos);
    CHECK(error.exit_code() == 2);
  }
}

TEST_CASE("the table of a net names every layer and sums up") {
  Outline<float> net(model("cifar-18pct"));
  net.set_batch(4);  // the table speaks of one image, whatever the batch
  const std::string table = net.table();
  for (const auto& layer : net.layers()) CHECK(table.find(layer->name()) != std::string::npos);
  CHECK(table.find("89,578") != std::string::npos);
  CHECK(table.find("2,457,600") != std::string::npos);  // conv1: 32 * 3 * 25 * 32 * 32 multiply-adds
}
