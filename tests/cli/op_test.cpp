// The built program as a test suite in another language would use it.
#include <doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include "check/registry.h"
#include "core/compare.h"
#include "data/safetensors.h"

using namespace seven;

namespace {

struct Run {
  int exit_code;
  std::string output;  // standard output and standard error
};

Run run(const std::string& arguments) {
  const std::string command = std::string("'") + SEVEN_PROGRAM + "' " + arguments + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Run result;
  std::array<char, 4096> buffer;
  for (std::size_t count; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    result.output.append(buffer.data(), count);
  const int status = ::pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

// Run, with the exit code and the words given.
void check_run(const std::string& arguments, int exit_code, const std::vector<std::string>& words) {
  const Run result = run(arguments);
  CAPTURE(arguments);
  CAPTURE(result.output);
  CHECK(result.exit_code == exit_code);
  for (const std::string& word : words) CHECK_MESSAGE(result.output.find(word) != std::string::npos, word);
}

// A directory of its own with files in it.
struct Files {
  Files() : directory(std::filesystem::temp_directory_path() / ("seven_op_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(directory);
  }
  ~Files() { std::filesystem::remove_all(directory); }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return (directory / name).string(); }
  [[nodiscard]] std::string in_out() const { return " --in '" + at("in") + "' --out '" + at("out") + "'"; }

  std::filesystem::path directory;
};

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
  CHECK(run("op conv2d --list").output == "naive\nim2col_gemm\n");
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
