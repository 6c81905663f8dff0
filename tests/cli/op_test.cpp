// The built program as a test suite in another language would use it.
#include <doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "check/registry.h"
#include "cli/tensor_files.h"
#include "core/compare.h"
#include "data/safetensors.h"

using namespace seven;

namespace {

template <class T>
void check_case(const Op& op, const OpCase& op_case) {
  const Files files;
  const Tensors inputs = make_inputs<T>(op, op_case, 11);
  write_safetensors(files.at("in"), inputs);
  std::string arguments = "op " + op.name + " --variant naive";
  for (const auto& [name, value] : op_case.settings) arguments += " --" + name + " " + value;
  const Run result = run(arguments + files.in_out());
  REQUIRE_MESSAGE(result.exit_code == 0, arguments, "\n", result.output);
  const Tensors got = read_safetensors(files.at("out"));
  const Tensors expected = run_all(op.bind("naive", Settings(op.name, op.settings, op_case.settings), inputs));
  CHECK(serialise_safetensors(got) == serialise_safetensors(expected));
}

}  // namespace

TEST_CASE("every op runs from a file in float and in double, with its settings, bit for bit as in the library") {
  for (const Op& op : ops()) {
    for (const OpCase& op_case : op.cases) {
      if (op_case.benchmark) continue;
      CAPTURE(op.name);
      CAPTURE(op_case.name);
      check_case<float>(op, op_case);
      check_case<double>(op, op_case);
      if (&op_case - op.cases.data() >= 4) break;  // a few of each are enough: each starts the program twice
    }
  }
}

TEST_CASE("without grad_y only the output is written, in the element type of the inputs") {
  const Files files;
  const Op& op = find_op("conv2d");
  Tensors inputs = make_inputs<double>(op, find_case(op, "no_bias"), 1);
  inputs.erase("grad_y");
  write_safetensors(files.at("in"), inputs);
  check_run("op conv2d --pad 1" + files.in_out(), 0, {"y ", "float64", "(2, 3, 5, 4)"});
  const Tensors outputs = read_safetensors(files.at("out"));
  CHECK(outputs.size() == 1);
  CHECK(dtype_of(outputs.at("y")) == std::string("float64"));
}

TEST_CASE("a flag stands alone or has a value") {
  const Files files;
  Tensors inputs;
  inputs["a"] = Tensor<float>(Shape{3, 2});
  inputs["b"] = Tensor<float>(Shape{3, 5});
  write_safetensors(files.at("in"), inputs);
  check_run("op gemm --transpose-a" + files.in_out(), 0, {"(2, 5)"});
  check_run("op gemm --transpose-a true" + files.in_out(), 0, {"(2, 5)"});
  check_run("op gemm --transpose-a=1" + files.in_out(), 0, {"(2, 5)"});
  check_run("op gemm --transpose-a false" + files.in_out(), 1, {"gemm, b"});
  check_run("op gemm" + files.in_out(), 1, {"gemm, b"});
  check_run("op gemm --transpose-a maybe" + files.in_out(), 2, {"--transpose-a", "true or false", "maybe"});
}

TEST_CASE("lists and help") {
  CHECK(run("op conv2d --list").output == "naive\nim2col_gemm\nimplicit_gemm\nwinograd\nchosen\n");
  for (const Op& op : ops()) {
    std::string variants;
    for (const std::string& variant : op.variants) variants += variant + "\n";
    CHECK(run("op " + op.name + " --list").output == variants);
    std::vector<std::string> words{op.name, op.summary};
    for (const Setting& setting : op.settings) words.push_back("--" + setting.name);
    check_run("op --help", 0, words);
    words.insert(words.end(), {"--in", "--out", "--variant", "Example"});
    check_run("op " + op.name + " --help", 0, words);
  }
}

TEST_CASE("wrong use ends with 2 and offers what is near") {
  const Files files;
  check_run("", 2, {"seven --help"});
  check_run("opp", 2, {"opp", "op"});
  check_run("op", 2, {"conv2d", "seven op --help"});
  check_run("op conv3d", 2, {"conv3d", "conv2d"});
  check_run("op conv2d --strid 2" + files.in_out(), 2, {"--strid", "--stride", "seven op conv2d --help"});
  check_run("op conv2d --thread 2" + files.in_out(), 2, {"--threads"});
  check_run("op conv2d --stride --in x", 2, {"--stride", "value"});
  check_run("op conv2d", 2, {"--in case.safetensors"});
  check_run("op conv2d --threads 0 --list", 2, {"number of threads"});
  check_run("gradcheck --op conv", 2, {"conv2d"});
  check_run("op convd --stride 2" + files.in_out(), 2, {"there is no command convd", "conv2d"});
}

TEST_CASE("bad values and bad files say what is wrong") {
  const Files files;
  const Op& op = find_op("conv2d");
  Tensors inputs = make_inputs<float>(op, find_case(op, "1x1"), 1);
  write_safetensors(files.at("in"), inputs);
  check_run("op conv2d --variant im2col" + files.in_out(), 2, {"im2col_gemm"});
  check_run("op conv2d --stride two" + files.in_out(), 2, {"--stride", "two"});
  check_run("op conv2d --stride -1" + files.in_out(), 1, {"conv2d"});
  check_run("op conv2d --stride 2" + files.in_out(), 1, {"grad_y", "(2, 4, 2, 3)", "(2, 4, 4, 5)"});
  check_run("op conv2d --in '" + files.at("none") + "' --out x", 1, {"no such file", "none"});
  check_run("op conv2d --in '" + files.at("in") + "' --out '" + files.at("no/such/dir") + "'", 1,
            {"could not be saved"});

  inputs["w"] = to_double(inputs).at("w");
  write_safetensors(files.at("in"), inputs);
  check_run("op conv2d" + files.in_out(), 1, {"different element types", "w float64", "x float32"});

  inputs = make_inputs<float>(op, find_case(op, "1x1"), 1);
  inputs["bias"] = inputs.at("b");
  inputs.erase("b");
  write_safetensors(files.at("in"), inputs);
  check_run("op conv2d" + files.in_out(), 0, {"note", "bias"});
  inputs.erase("w");
  write_safetensors(files.at("in"), inputs);
  check_run("op conv2d" + files.in_out(), 1, {"a tensor named w"});
}

TEST_CASE("gradcheck runs one case and prints its report; --threads stands anywhere") {
  check_run("gradcheck --op conv2d --variant naive --case no_bias", 0, {"conv2d", "gradient right: 118 probes"});
  check_run("--threads 2 gradcheck --op conv2d --variant im2col_gemm --case 1x1 --seed 4", 0, {"right"});
  check_run("gradcheck --op conv2d --variant im2col_gemm --case 1x1 --threads 2", 0, {"right"});
}

TEST_CASE("the help of a flag says what holds without it") {
  check_run("op gemm --help", 0, {"without it: false"});
  check_run("op pool2d --help", 0, {"without it: false", "without it: true"});
}

TEST_CASE("settings beyond all measure are refused before any memory is taken") {
  const Files files;
  Tensors inputs;
  inputs["x"] = Tensor<float>(Shape{1, 1, 1, 1});
  inputs["w"] = Tensor<float>(Shape{1, 1, 1, 1});
  write_safetensors(files.at("in"), inputs);
  for (const std::string variant : {"naive", "im2col_gemm"}) {
    const std::string conv2d = "op conv2d --variant " + variant;
    check_run(conv2d + " --pad 1073741824" + files.in_out(), 1, {"too large"});  // 2^62 outputs: 2^64 bytes, or 0
    check_run(conv2d + " --pad 9223372036854775807" + files.in_out(), 1, {"pad from 0 to"});
    check_run(conv2d + " --stride 9223372036854775807" + files.in_out(), 1, {"stride from 1 to"});
    check_run(conv2d + " --pad 400000" + files.in_out(), 1, {"GiB"});
  }
  check_run("op pool2d --window 9223372036854775807" + files.in_out(), 1, {"window from 1 to"});
  check_run("op pool2d --window 1 --stride 9223372036854775807 --ceil" + files.in_out(), 1, {"stride from 1 to"});
  check_run("op lrn --n 9223372036854775807" + files.in_out(), 1, {"n from 1 to"});
  inputs["w"] = Tensor<float>(Shape{1, 1, 1, 1, 1, 1});
  write_safetensors(files.at("in"), inputs);
  check_run("op local2d --pad 4611686018427387904" + files.in_out(), 1, {"pad from 0 to"});
  check_run("op local2d --pad 1073741824" + files.in_out(), 1, {"too large"});
}

TEST_CASE("an empty batch is refused by its letter, and a negative seed or epoch") {
  const Files files;
  Tensors inputs;
  inputs["x"] = Tensor<float>(Shape{0, 1, 3, 3});
  inputs["w"] = Tensor<float>(Shape{1, 1, 1, 1});
  write_safetensors(files.at("in"), inputs);
  for (const std::string op : {"conv2d", "pool2d", "lrn"}) check_run("op " + op + files.in_out(), 1, {"N 0", op});
  inputs["x"] = Tensor<float>(Shape{2, 3});
  write_safetensors(files.at("in"), inputs);
  check_run("op dropout --seed -1" + files.in_out(), 2, {"--seed", "0 or more"});
  check_run("op dropout --epoch -1" + files.in_out(), 2, {"--epoch", "0 or more"});
}

TEST_CASE("a NaN goes through every op that reads it") {
  const Files files;
  for (const Op& op : ops()) {
    for (const std::string& variant : op.variants) {
      const OpCase& op_case = op.cases.front();
      Tensors inputs = make_inputs<float>(op, op_case, 3);
      const std::string first = op_case.inputs.front().first;
      std::get<Tensor<float>>(inputs.at(first)).fill(std::numeric_limits<float>::quiet_NaN());
      write_safetensors(files.at("in"), inputs);
      std::string arguments = "op " + op.name + " --variant " + variant;
      for (const auto& [name, value] : op_case.settings) arguments += " --" + name + " " + value;
      check_run(arguments + files.in_out(), 0, {});
      const std::string output = op.output == "loss" ? "y" : op.output;
      const Tensors outputs = read_safetensors(files.at("out"));
      CAPTURE(arguments);
      CHECK(std::isnan(get<float>(outputs, output)[0]));
    }
  }
}
