// What `seven bench` prints and writes. No test looks at how fast anything is.
#include <doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

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
