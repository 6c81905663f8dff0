#include "nn/models/models.h"

#include <doctest.h>

#include <string>

#include "nn/net.h"

using namespace seven;

namespace {

Index parameters_of(const std::string& name) { return Net<float>(model(name)).parameter_count(); }

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
  Net<float> net(model("cifar-80sec"));
  CHECK(net.activation(1).shape() == Shape{1, 32, 16, 16});
  CHECK(net.activation(5).shape() == Shape{1, 32, 8, 8});
  CHECK(net.activation(8).shape() == Shape{1, 64, 4, 4});
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
  Net<float> net(model("cifar-18pct"));
  net.set_batch(4);  // the table speaks of one image, whatever the batch
  const std::string table = net.table();
  for (const auto& layer : net.layers()) CHECK(table.find(layer->name()) != std::string::npos);
  CHECK(table.find("89,578") != std::string::npos);
  CHECK(table.find("2,457,600") != std::string::npos);  // conv1: 32 * 3 * 25 * 32 * 32 multiply-adds
}
