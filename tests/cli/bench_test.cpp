// What `seven bench` prints and writes. No test looks at how fast anything is.
#include <doctest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "support/message.h"
#include "support/program.h"

using namespace seven;

namespace {

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

}  // namespace

TEST_CASE("bench writes JSON that says what was measured, where, how fast, and how near to the roofline") {
  const TemporaryDirectory directory;
  check_program("bench --op gemm --variant threaded --case square_512 --seconds 0.01 --threads 2 --json " +
                    quoted(directory / "b.json"),
                0, {"gemm", "threaded", "float32 peak", "GB/s, 2 threads", "of roof"});
  const nlohmann::json json = nlohmann::json::parse(read_file(directory / "b.json"));
  CHECK(keys_of(json) == std::set<std::string>{"machine", "rows"});
  CHECK(keys_of(json.at("machine")) == std::set<std::string>{"processor", "cores", "memory_gib", "system", "compiler",
                                                             "vectors", "date", "command", "ceilings"});
  const nlohmann::json& ceilings = json.at("machine").at("ceilings");
  CHECK(keys_of(ceilings) == std::set<std::string>{"threads", "gflops", "gbps"});
  CHECK(ceilings.at("threads") == 2);
  CHECK(ceilings.at("gflops").get<double>() > 0.0);
  CHECK(ceilings.at("gbps").get<double>() > 0.0);
  REQUIRE(json.at("rows").size() == 1);
  const nlohmann::json& row = json.at("rows").front();
  CHECK(keys_of(row) == std::set<std::string>{"op", "case", "problem", "variant", "threads", "median_s", "min_s",
                                              "gflops", "gbps", "roofline_share"});
  CHECK(row.at("op") == "gemm");
  CHECK(row.at("variant") == "threaded");
  CHECK(row.at("case") == "square_512");
  CHECK(row.at("problem") == "forward");
  CHECK(row.at("threads") == 2);
  CHECK(row.at("min_s").get<double>() > 0.0);
  CHECK(row.at("median_s").get<double>() >= row.at("min_s").get<double>());
  CHECK(row.at("gflops").get<double>() > 0.0);
  CHECK(row.at("gbps").get<double>() > 0.0);
  // Whichever of the two ceilings is the nearer one.
  CHECK(row.at("roofline_share").get<double>() ==
        doctest::Approx(std::max(row.at("gflops").get<double>() / ceilings.at("gflops").get<double>(),
                                 row.at("gbps").get<double>() / ceilings.at("gbps").get<double>())));
}

TEST_CASE("bench says what it leaves out") {
  check_program("bench --op gemm --variant naive --case square_512 --limit 1e-6", 0,
                {"gemm naive square_512 forward: left out", "--limit 1e-06"});
}

TEST_CASE("bench records a table of an op") {
  const TemporaryDirectory directory;
  check_program("bench --op gemm --case above_tile --seconds 0.001 --record " + quoted(directory / "docs/results"), 0,
                {"recorded in", "gemm.md"});
  const std::string table = read_file(directory / "docs/results/gemm.md");
  for (const char* word : {"| above_tile | forward | naive |", "| above_tile | forward | threaded |", "of the roofline",
                           "speed-up", "bench --op gemm --case above_tile"})
    CHECK_MESSAGE(contains(table, word), word);
}

TEST_CASE("bench times the layers of a file or of a net, and the products behind them") {
  const TemporaryDirectory directory;
  write_file(directory / "layers.txt", "small 1 3 6 6 4 3 3 1 1\nother 2 4 5 5 4 3 3 1 1\n");
  const std::string layers = " --seconds 0.001 --layers " + quoted(directory / "layers.txt");
  check_program("bench" + layers, 0, {"conv2d", "small", "other", "grad_weight"});
  check_program("bench --op gemm" + layers, 0, {"gemm", "small", "threaded"});
  CHECK(!contains(run_program("bench --case small" + layers).out, "other"));
  check_program("bench --layers demo --batch 1 --variant im2col_gemm --seconds 0.001", 0, {"conv1", "conv2"});
  check_program("bench --case smal" + layers, 2, {"\"smal\"", "small"});
  check_program("bench --op lrn" + layers, 2, {"--layers", "conv2d", "lrn"});
  check_program("bench --layers " + quoted(directory / "none"), 2, {"none", "use one of"});
  check_program("bench --batch 3", 2, {"--batch", "--net", "--layers"});
  check_program("bench --layers demo --batch 0", 2, {"--batch"});
  write_file(directory / "layers.txt", "small 1 3 6 6 4 3 3 1\n");
  check_program("bench" + layers, 1, {"layers.txt, line 1", "name groups C H W K R S stride pad"});
}

TEST_CASE("bench goes on without peers that are not installed, and says what to install") {
  const TemporaryDirectory empty;
  ::setenv("SEVEN_PEERS", empty.path().c_str(), 1);
  check_program("bench --peers --op gemm --case tile --seconds 0.001", 0, {"libopenblas-dev", "threaded"});
  check_program("bench --peers --op conv2d --case 1x1 --seconds 0.001", 0, {"libdnnl-dev", "im2col_gemm"});
  CHECK(!contains(run_program("bench --peers --op softmax --seconds 0.001").out, "install"));
  ::unsetenv("SEVEN_PEERS");
}

// Where they are installed; bench itself compares their results with ours.
TEST_CASE("bench times the peers that are there beside ours, and records both") {
  const TemporaryDirectory directory;
  const std::string results = quoted(directory / "docs/results");
  const ProgramRun gemm = check_program(
      "bench --peers --op gemm --case transpose_both --seconds 0.001 --threads 1 --record " + results, 0, {});
  if (!contains(gemm.out, "install")) {
    CHECK(contains(gemm.out, "peer:openblas"));
    CHECK(contains(gemm.out, "gemm: "));
    CHECK(contains(gemm.out, "times the fastest peer in the geometric mean of 1"));
    CHECK(contains(read_file(directory / "docs/results/gemm-beside-peers.md"), "| openblas |"));
  }
  for (const char* name : {"groups3_stride2", "not_square", "no_bias", "11x11_stride4_pad2", "3x3_mosaic"}) {
    const ProgramRun run = check_program(
        std::string("bench --peers --op conv2d --seconds 0.001 --case ") + name + " --record " + results, 0, {});
    if (contains(run.out, "install")) continue;
    CHECK(contains(run.out, "peer:onednn"));
    const std::string table = read_file(directory / "docs/results/conv2d-beside-peers.md");
    for (const char* problem : {"forward", "grad_input", "grad_weight"})
      CHECK_MESSAGE(contains(table, std::string("| ") + name + " | " + problem), table);
  }
}

TEST_CASE("bench times a net's step layer by layer, beside a peer's command, and records both") {
  const TemporaryDirectory directory;
  const ProgramRun run = check_program(
      "bench --net demo --batch 2 --seconds 0.001 --rounds 2 --peer \"echo held: 30 MiB, 5 images/s\" --record " +
          quoted(directory / "docs/results"),
      0,
      {"conv1", "backward ms", "softmax", "sgd", "float32 peak", "most memory held", "peer: 5.0 images/s",
       "most memory held 30 MiB", "the median of 2 rounds"});
  CHECK(contains(read_file(directory / "docs/results/steps.md"), "| 30 MiB | echo held: 30 MiB, 5 images/s |"));
}

TEST_CASE("accuracy says how far float32 is from float64, for cases and layers, and records it") {
  const TemporaryDirectory directory;
  check_program("accuracy --op gemm --case above_tile --variant threaded --record '" + (directory / "r").string() + "'",
                0, {"above_tile", "threaded", "recorded in"});
  CHECK(contains(read_file(directory / "r" / "gemm-accuracy.md"), "| above_tile | c | threaded |"));
  check_program("accuracy --layers demo --variant winograd", 0, {"conv1", "grad_w"});
  check_program("accuracy --op conv2d --variant wino", 2, {"winograd"});
  check_program("accuracy --op conv2d --case 1x1 --layers demo", 2, {"--case", "--layers"});
}

TEST_CASE("roofline draws ops, layers or a net's step into a file") {
  const TemporaryDirectory directory;
  const std::string out = " --seconds 0.001 --out " + quoted(directory / "r.svg");
  check_program("roofline --net demo --batch 2" + out, 0, {"float32 peak", "dots drawn in", "r.svg"});
  CHECK(contains(read_file(directory / "r.svg"), "demo, batch 2"));
  CHECK(contains(read_file(directory / "r.svg"), "conv1"));
  check_program("roofline --op softmax" + out, 0, {});
  CHECK(contains(read_file(directory / "r.svg"), "forward"));
  check_program("roofline --layers demo --batch 1" + out, 0, {});
  CHECK(contains(read_file(directory / "r.svg"), "grad_weight"));
  check_program("roofline", 2, {"--out"});
  check_program("roofline --op gem" + out, 2, {"gemm"});
  check_program("roofline --net demo --op gemm" + out, 2, {"--op", "--net"});
  check_program("roofline --net demo --batch 0" + out, 2, {"--batch"});
  check_program("roofline --net demo --seconds 0 --out x", 2, {"--seconds", "above 0"});
}
