#include "train/log.h"

#include <doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

namespace {

// Three batches an epoch; the first epoch, and all but the end of the second.
void write_log(const std::filesystem::path& path) {
  TrainLog log(path, 0, 0);
  for (Index step = 1; step <= 3; ++step) log.batch(step, 1, step, 2.0, 0.1);
  EpochResult result;
  result.epoch = 1;
  log.epoch(3, result);
  for (Index step = 4; step <= 5; ++step) log.batch(step, 2, step - 3, 2.0, 0.1);
}

Index lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

TEST_CASE("a resumed run's log keeps what is done and drops what comes again") {
  const TemporaryDirectory directory;
  const auto path = directory / "log.jsonl";
  write_log(path);
  CHECK(lines(read_file(path)) == 6);
  { const TrainLog resumed(path, 4, 1); }
  CHECK(lines(read_file(path)) == 5);
  // The checkpoint of the epoch's last batch, saved before the epoch was evaluated: its line will come again.
  { const TrainLog resumed(path, 3, 0); }
  CHECK(lines(read_file(path)) == 3);
  CHECK(!contains(read_file(path), "\"event\":\"epoch\""));
}

TEST_CASE("a line cut short by a kill, and one that is no log's, are dropped") {
  const TemporaryDirectory directory;
  const auto path = directory / "log.jsonl";
  write_log(path);
  std::ofstream(path, std::ios::app) << "{\"step\":\"one\"}\n[1]\nnull\n{\"event\":\"batch\",\"st";
  { const TrainLog resumed(path, 5, 1); }
  CHECK(lines(read_file(path)) == 6);
}

TEST_CASE("a log that cannot be written is an error, at once or when the disk is full") {
  const TemporaryDirectory directory;
  CHECK(contains(message_of([&] { TrainLog(directory / "none/log.jsonl", 0, 0); }), "none/log.jsonl"));
  CHECK(contains(message_of([&] { TrainLog(directory.path(), 0, 0); }), directory.path().string()));

  // A limit on the size of files stands for the full disk.
  TrainLog log(directory / "full.jsonl", 0, 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit small{10, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string text = message_of([&] { log.batch(1, 1, 1, 2.0, 0.1); });
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(contains(text, "full.jsonl"));
  CHECK(contains(text, "--resume"));
}
