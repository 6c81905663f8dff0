#include "ops/gemm/cases.h"

#include <string>

#include "ops/gemm/gemm.h"

namespace seven::gemm {

namespace {

OpCase make_case(const std::string& name, Index m, Index n, Index k, bool transpose_a = false,
                 bool transpose_b = false) {
  OpCase result;
  result.name = name;
  result.settings = {{"transpose-a", transpose_a ? "true" : "false"}, {"transpose-b", transpose_b ? "true" : "false"}};
  result.inputs = {{"a", transpose_a ? Shape{k, m} : Shape{m, k}}, {"b", transpose_b ? Shape{n, k} : Shape{k, n}}};
  result.sum_length = k;
  return result;
}

// C is there before, and biases and ReLU come after: all that a product can be asked for.
OpCase full_case(const std::string& name, Index m, Index n, Index k) {
  OpCase result = make_case(name, m, n, k);
  result.inputs.insert(result.inputs.end(), {{"c", Shape{m, n}}, {"row_bias", Shape{m}}, {"column_bias", Shape{n}}});
  result.settings["relu"] = "true";
  return result;
}

}  // namespace

OpCase benchmark_case(const std::string& name, Index m, Index n, Index k) {
  OpCase result = make_case(name, m, n, k);
  result.benchmark = true;
  return result;
}

// Sizes below, at, above and beside the register tiles (8 x 48, 6 x 16, 4 x 8), the strips (4 x 4), the cache blocks
// (96 rows, 128 x 512 of B, depth 256), a chunk and a task; then the products behind AlexNet and VGG.
std::vector<OpCase> cases() {
  std::vector<OpCase> list = {
      make_case("1x1x1", 1, 1, 1),
      make_case("row", 1, 70, 33),
      make_case("column", 70, 1, 33),
      make_case("tile", 8, 48, 16),
      make_case("below_tile", 7, 47, 5),
      make_case("above_tile", 9, 49, 17),
      make_case("third_of_tile", 24, 16, 12),
      make_case("two_thirds_of_tile", 23, 31, 11),
      make_case("transpose_a", 37, 41, 29, true, false),
      make_case("transpose_b", 37, 41, 29, false, true),
      make_case("transpose_both", 37, 41, 29, true, true),
      make_case("deep", 19, 35, 517),
      make_case("deep_transposed", 19, 35, 517, true, true),
      make_case("tall", 401, 33, 20),
      make_case("tall_transposed", 201, 50, 20, true, false),
      make_case("wide", 5, 1061, 20),
      make_case("wide_transposed", 5, 531, 20, false, true),
      make_case("two_chunks", 100, 20, 3001),
      make_case("outer_product", 33, 65, 1),
      full_case("epilogue", 13, 47, 30),
      full_case("epilogue_whole_tile", 8, 96, 30),
      full_case("epilogue_deep", 21, 100, 517),
  };
  OpCase accumulate = make_case("accumulate", 13, 47, 300);
  accumulate.inputs.emplace_back("c", Shape{13, 47});
  list.push_back(accumulate);
  list.insert(list.end(), {
                              benchmark_case("square_512", 512, 512, 512),
                              benchmark_case("cifar_conv2", 32, 256, 800),
                              benchmark_case("alex_conv1", 96, 3025, 363),
                              benchmark_case("alex_conv2", 128, 729, 1200),
                              benchmark_case("alex_conv3", 384, 169, 2304),
                              benchmark_case("alex_conv4", 192, 169, 1728),
                              benchmark_case("alex_conv5", 128, 169, 1728),
                              benchmark_case("fc6_b128", 128, 4096, 9216),
                              benchmark_case("fc8_b128", 128, 1000, 4096),
                              benchmark_case("vgg_1_2", 64, 50176, 576),
                              benchmark_case("vgg_3_2", 256, 3136, 2304),
                              benchmark_case("vgg_4_2", 512, 784, 4608),
                              benchmark_case("vgg_5_1", 512, 196, 4608),
                              benchmark_case("square_1024", 1024, 1024, 1024),
                              benchmark_case("square_2048", 2048, 2048, 2048),
                          });
  return list;
}

}  // namespace seven::gemm
