// `seven train` as a user runs it: killed, resumed, on any number of threads, into a directory that is taken.
#include <doctest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>

#include "support/trained_demo.h"
#include "train/checkpoint.h"

using namespace seven;

namespace {

namespace fs = std::filesystem;

Index lines_of(const fs::path& log) {
  if (!fs::exists(log)) return 0;
  const std::string text = read_file(log);
  return std::count(text.begin(), text.end(), '\n');
}

void rest() { std::this_thread::sleep_for(std::chrono::microseconds(200)); }

// A temporary file of a checkpoint that is being written.
bool is_saving(const fs::path& directory) {
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(directory, code)) {
    if (contains(entry.path().filename().string(), "checkpoint.safetensors.tmp")) return true;
  }
  return false;
}

void check_log(const fs::path& log, Index batches, Index epochs) {
  std::istringstream in(read_file(log));
  Index batch = 0;
  Index epoch = 0;
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json entry = nlohmann::json::parse(line);
    if (entry.at("event") == "batch") CHECK(entry.at("step") == ++batch);
    if (entry.at("event") == "epoch") CHECK(entry.at("epoch") == ++epoch);
  }
  CHECK(batch == batches);
  CHECK(epoch == epochs);
}

}  // namespace

TEST_CASE("a run leaves a log of JSON lines and a checkpoint, and a second run there is refused and harms nothing") {
  check_log(trained_demo() / "log.jsonl", 4, 1);
  const std::string checkpoint = read_file(trained_checkpoint());
  const std::string log = read_file(trained_demo() / "log.jsonl");
  check_program(kTinyRun + "--out " + quoted(trained_demo()), 2,
                {"holds a run already", trained_demo().string(), "--resume", "--out"});
  check_program(kTinyRun + "--resume --out " + quoted(trained_demo()), 0, {"nothing left to train"});
  CHECK(read_file(trained_checkpoint()) == checkpoint);
  CHECK(read_file(trained_demo() / "log.jsonl") == log);
}

TEST_CASE("one, two and three threads write the same bytes, and so do more threads than images") {
  const TemporaryDirectory directory;
  const auto train = [&](const std::string& threads, const std::string& images) {
    const fs::path out = directory / ("run" + threads + "of" + images);
    check_program("--threads " + threads + " train --net demo --data synth --batch 16 --epochs 1 --images " + images +
                      " --out " + quoted(out),
                  0, {"held out", threads + " threads"});
    return read_file(out / "checkpoint.safetensors");
  };
  const std::string one = train("1", "80");
  CHECK(train("2", "80") == one);
  CHECK(train("3", "80") == one);
  CHECK(train("16", "3") == train("1", "3"));
}

TEST_CASE("killed in mid-run and resumed, a run ends in the same bytes") {
  const TemporaryDirectory directory;
  const std::string options =
      "train --net demo --data synth --images 160 --batch 8 --epochs 2 --threads 2 --checkpoint-every 3 --out ";
  check_program(options + quoted(directory / "straight"), 0, {"epoch   2/2"});
  const fs::path log = directory / "killed/log.jsonl";
  for (const Index lines : {10, 25}) {  // in the first epoch and in the second
    Program program(options + quoted(directory / "killed") + " --resume");
    while (program.running() && lines_of(log) < lines) rest();
    program.kill();
    CHECK(program.wait().exit_code == -SIGKILL);
  }
  check_program(options + quoted(directory / "killed") + " --resume", 0, {"epoch   2/2"});
  CHECK(read_file(directory / "killed/checkpoint.safetensors") ==
        read_file(directory / "straight/checkpoint.safetensors"));
  check_log(log, 40, 2);
}

TEST_CASE("killed while it saves, again and again, the checkpoint is whole each time and nothing piles up") {
  const TemporaryDirectory directory;
  const fs::path out = directory / "run";
  const fs::path checkpoint = out / "checkpoint.safetensors";
  const std::string options =
      "train --net demo --data synth --images 96 --batch 4 --epochs 1 --threads 2 --checkpoint-every 1 --resume --out ";
  check_program(options + quoted(directory / "straight"), 0, {"epoch   1/1"});
  int in_the_midst = 0;
  for (int kill = 0; kill < 10; ++kill) {
    Program program(options + quoted(out));
    const Index before = lines_of(out / "log.jsonl");
    while (program.running() && lines_of(out / "log.jsonl") <= before) rest();
    while (program.running() && !is_saving(out)) {
    }
    program.kill();
    program.wait();
    if (is_saving(out)) ++in_the_midst;
    if (fs::exists(checkpoint)) CHECK_NOTHROW(load_checkpoint(checkpoint));
  }
  CHECK(in_the_midst > 0);
  check_program(options + quoted(out), 0, {});
  CHECK(!is_saving(out));
  CHECK(read_file(checkpoint) == read_file(directory / "straight/checkpoint.safetensors"));
  check_log(out / "log.jsonl", 24, 1);
}

TEST_CASE("a resumed run keeps its net, its data and its recipe") {
  const std::string at = "--resume --out " + quoted(trained_demo());
  const std::string checkpoint = read_file(trained_checkpoint());
  check_program("train --net demo --data synth --images 128 " + at, 2, {"256 training images", "128 training images"});
  check_program(kTinyRun + "--batch 32 " + at, 2, {"batch 64", "batch 32"});
  check_program(kTinyRun + "--seed 4 " + at, 2, {"seed 0", "seed 4"});
  CHECK(read_file(trained_checkpoint()) == checkpoint);
}

TEST_CASE("a rate that ruins the weights in the last batch leaves no ruined checkpoint") {
  const TemporaryDirectory directory;
  const std::string at = " --out " + quoted(directory / "run");
  check_program("train --net demo --data synth --images 64 --epochs 1 --rate 1e30" + at, 1,
                {"not a finite number", "epoch 1", "lower the rate"});
  CHECK(!fs::exists(directory / "run/checkpoint.safetensors"));

  fs::create_directories(directory / "run");
  fs::copy_file(trained_checkpoint(), directory / "run/checkpoint.safetensors");
  check_program("train --net demo --data synth --images 256 --epochs 2 --rate 1e30 --checkpoint-every 1 --resume" + at,
                1, {"not a finite number", "epoch 2", "conv"});
  CHECK_NOTHROW(load_checkpoint(directory / "run/checkpoint.safetensors"));
  check_program("eval --images 256 " + quoted(directory / "run/checkpoint.safetensors"), 0, {"top-1 error"});
}

TEST_CASE("a result that cannot be recorded was printed, and the checkpoint is there") {
  const TemporaryDirectory directory;
  for (const std::string& place : {std::string("/proc/nope"), (directory / "file").string()}) {
    write_file(directory / "file", "in the way");
    const fs::path out = directory / ("run" + std::to_string(place.size()));
    const ProgramRun run = check_program(
        "train --net demo --data synth --images 16 --epochs 1 --out " + quoted(out) + " --record '" + place + "'", 1,
        {"could not be made", place});
    CHECK(contains(run.out, "held out: loss"));
    CHECK_NOTHROW(load_checkpoint(out / "checkpoint.safetensors"));
  }
  CHECK(read_file(directory / "file") == "in the way");
}
