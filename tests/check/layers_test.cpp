#include "check/layers.h"

#include <doctest.h>

#include <string>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

namespace {

std::string refused(const std::string& text) {
  const TemporaryDirectory directory;
  write_file(directory / "layers.txt", text);
  return message_of([&] { read_layers(directory / "layers.txt", 2); });
}

}  // namespace

TEST_CASE("layers come from a file, a line each, with comments and empty lines between them") {
  const TemporaryDirectory directory;
  write_file(directory / "layers.txt",
             "# name groups C H W K R S stride pad\n\nconv1 1 3 227 226 96 11 10 4 0\r\n  # more\n"
             "conv2\t2 96 27 27 256 5 5 1 2");
  const std::vector<NamedConvolution> layers = read_layers(directory / "layers.txt", 8);
  REQUIRE(layers.size() == 2);
  CHECK(layers[0].name == "conv1");
  const conv2d::Params& p = layers[0].params;
  CHECK(Shape{p.N, p.C, p.H, p.W, p.K, p.groups} == Shape{8, 3, 227, 226, 96, 1});
  CHECK(Shape{p.R, p.S, p.stride, p.pad} == Shape{11, 10, 4, 0});
  CHECK(layers[1].name == "conv2");
  CHECK(layers[1].params.groups == 2);
  CHECK(layers[1].params.pad == 2);
}

TEST_CASE("a wrong line is refused with its number and what was expected") {
  const std::string good = "a 1 3 8 8 4 3 3 1 1\n";
  for (const char* bad : {"b 1 3 8 8 4 3 3 1", "b 1 3 8 8 4 3 3 1 1 1", "b 1 3 8 8 4 3 3 1 x", "b 1 3 8.5 8 4 3 3 1 1",
                          "b 1 3 8 8 4 3 3 1 1 # why", "b"}) {
    const std::string message = refused(good + "#\n" + bad + "\n");
    for (const char* word : {"layers.txt, line 3", "name groups C H W K R S stride pad", bad})
      CHECK_MESSAGE(contains(message, word), message);
  }
  CHECK(contains(refused(good + "b 2 3 8 8 4 3 3 1 1\n"), "groups must divide"));
  CHECK(contains(refused(good + "b 1 3 8 8 4 3 3 0 1\n"), "line 2"));
  CHECK(contains(refused(good + "b 1 3 2 2 4 5 5 1 1\n"), "larger than the padded image"));
  CHECK(contains(refused(good + good), "same name"));
  CHECK(contains(refused("# nothing\n"), "no layers"));
}

TEST_CASE("layers come from a net by its name, and no other word will do") {
  const std::vector<NamedConvolution> layers = find_layers("alexnet", 4);
  REQUIRE(layers.size() == 5);
  CHECK(layers[1].name == "conv2");
  CHECK(layers[1].params.groups == 2);
  CHECK(layers[1].params.N == 4);
  CHECK(layers[1].params.C == 96);
  CHECK(layers[1].params.H == 27);
  int exit_code = 0;
  CHECK(contains(message_of([] { find_layers("alexnett", 4); }, &exit_code), "alexnet"));
  CHECK(exit_code == 2);
}

TEST_CASE("a layer is a case of conv2d, and the product behind it one of gemm") {
  const std::vector<NamedConvolution> layers = find_layers("alexnet", 4);
  const OpCase convolution = layer_cases("conv2d", layers)[1];
  CHECK(convolution.name == "conv2");
  CHECK(convolution.benchmark);
  CHECK(convolution.inputs[0].second == Shape{4, 96, 27, 27});
  CHECK(convolution.inputs[1].second == Shape{256, 48, 5, 5});
  const OpCase product = layer_cases("gemm", layers)[1];
  CHECK(product.inputs[0].second == Shape{128, 1200});
  CHECK(product.inputs[1].second == Shape{1200, 729});
  CHECK(contains(message_of([&] { layer_cases("lrn", layers); }), "lrn"));
}
