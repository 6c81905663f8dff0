// Checkpoints that are damaged, foreign or not numbers, and disks that are full, as every command meets them.
#include <doctest.h>

#include <cmath>
#include <functional>
#include <string>

#include "data/image.h"
#include "support/trained_demo.h"
#include "train/checkpoint.h"

using namespace seven;

namespace {

namespace fs = std::filesystem;

// Every command that reads a checkpoint refuses this one with these words and leaves it as it is.
void check_refused(const fs::path& directory, const std::vector<std::string>& words, int exit_code = 1) {
  const fs::path checkpoint = directory / "checkpoint.safetensors";
  const bool is_file = fs::is_regular_file(checkpoint);
  const std::string bytes = is_file ? read_file(checkpoint) : "";
  const fs::path picture = directory / "picture.png";
  write_png(picture, Image(3, 40, 50, 90));
  const std::string file = quoted(checkpoint);
  check_program("eval --images 16 " + file, exit_code, words);
  check_program("predict " + quoted(picture) + " --model " + file, exit_code, words);
  check_program("inspect filters " + file, exit_code, words);
  check_program(kTinyRun + "--resume --out " + quoted(directory), exit_code, words);
  if (is_file) CHECK(read_file(checkpoint) == bytes);
}

// A directory with a checkpoint made from the trained one.
struct Changed {
  explicit Changed(const std::function<void(Checkpoint&)>& change) {
    Checkpoint checkpoint = load_checkpoint(trained_checkpoint());
    change(checkpoint);
    save_checkpoint(directory / "checkpoint.safetensors", checkpoint);
  }
  explicit Changed(const std::string& bytes) { write_file(directory / "checkpoint.safetensors", bytes); }
  TemporaryDirectory directory;
};

}  // namespace

TEST_CASE("a checkpoint cut short or with one byte flipped is damaged, and stays for a look at it") {
  const std::string whole = read_file(trained_checkpoint());
  for (const std::size_t size : {whole.size() - 1, whole.size() / 2}) {
    const Changed cut(whole.substr(0, size));
    check_refused(cut.directory.path(), {"damaged", "checkpoint.safetensors", "do:"});
  }
  for (const std::size_t at : {whole.size() / 2, whole.size() - 3}) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 4);
    check_refused(Changed(flipped).directory.path(), {"damaged", "checksum", "checkpoint.safetensors"});
  }
  check_refused(Changed(whole.substr(0, 5)).directory.path(), {"checkpoint.safetensors"});
  check_refused(Changed(std::string("hello, this is no checkpoint at all")).directory.path(),
                {"checkpoint.safetensors"});
}

TEST_CASE("a checkpoint of a newer version asks for a newer program") {
  std::string bytes = read_file(trained_checkpoint());
  const std::string version = "\"seven.version\":\"1\"";
  bytes.replace(bytes.find(version), version.size(), "\"seven.version\":\"9\"");
  check_refused(Changed(bytes).directory.path(), {"newer version", "version 9", "update"});
}

TEST_CASE("a directory where the checkpoint should be") {
  const TemporaryDirectory directory;
  fs::create_directories(directory / "checkpoint.safetensors");
  check_refused(directory.path(), {"a directory stands where a file should be", "checkpoint.safetensors"});
}

TEST_CASE("a checkpoint of another net names both, and one of an unknown net the nearest names") {
  const Changed other([](Checkpoint& c) { c.net = "cifar-80sec"; });
  check_program(kTinyRun + "--resume --out " + quoted(other.directory.path()), 1,
                {"another net", "demo", "cifar-80sec"});
  check_program("eval " + quoted(other.directory / "checkpoint.safetensors"), 1,
                {"checkpoint.safetensors", "fc64.weight", "cifar-80sec"});
  const Changed unknown([](Checkpoint& c) { c.net = "demi"; });
  check_program("eval " + quoted(unknown.directory / "checkpoint.safetensors"), 2, {"\"demi\"", "demo"});
}

TEST_CASE("a parameter, a velocity or a mean of another shape names both shapes") {
  const Changed weight([](Checkpoint& c) { c.tensors["conv2.bias"] = Tensor<float>(Shape{7}); });
  check_refused(weight.directory.path(), {"conv2.bias", "(32)", "(7)"});
  const Changed velocity([](Checkpoint& c) { c.tensors["velocity/conv2.bias"] = Tensor<float>(Shape{7}); });
  check_program(kTinyRun + "--resume --out " + quoted(velocity.directory.path()), 1,
                {"velocity/conv2.bias", "(32)", "(7)"});
  const Changed mean([](Checkpoint& c) { c.tensors["mean"] = Tensor<float>(Shape{3, 9, 9}); });
  check_program("eval --images 16 " + quoted(mean.directory / "checkpoint.safetensors"), 1,
                {"mean", "(3, 32, 32)", "(3, 9, 9)"});
  const Changed no_mean([](Checkpoint& c) { c.tensors.erase("mean"); });
  check_refused(no_mean.directory.path(), {"a tensor named mean"});
}

TEST_CASE("NaN in a weight or in the mean image stops every command, with the layer named") {
  const Changed weight([](Checkpoint& c) { std::get<Tensor<float>>(c.tensors["conv2.weight"])[9] = NAN; });
  check_refused(weight.directory.path(), {"not a number", "conv2.weight", "index 9"});
  const Changed bias([](Checkpoint& c) { std::get<Tensor<float>>(c.tensors["fc.bias"])[1] = INFINITY; });
  check_refused(bias.directory.path(), {"not a number", "fc.bias", "inf"});
  const Changed mean([](Checkpoint& c) { std::get<Tensor<float>>(c.tensors["mean"])[5] = NAN; });
  check_refused(mean.directory.path(), {"not a number", "mean", "index 5"});
}

TEST_CASE("names of classes that do not go with the net are refused where they would be printed") {
  const Changed changed([](Checkpoint& c) { c.class_names = "one,two"; });
  const fs::path picture = changed.directory / "picture.png";
  write_png(picture, Image(3, 32, 32, 90));
  check_program("predict " + quoted(picture) + " --model " + quoted(changed.directory / "checkpoint.safetensors"), 1,
                {"one,two", "12 classes"});
}

// A limit on the size of files stands for a full disk: writing fails half-way through, for root as well.
TEST_CASE("a disk that is full while saving leaves the old checkpoint whole, and the run can go on from it") {
  const TemporaryDirectory directory;
  const fs::path checkpoint = directory / "checkpoint.safetensors";
  fs::copy_file(trained_checkpoint(), checkpoint);
  fs::copy_file(trained_demo() / "log.jsonl", directory / "log.jsonl");
  const std::string bytes = read_file(checkpoint);
  const std::string more =
      "train --net demo --data synth --images 256 --epochs 2 --resume --out " + quoted(directory.path());
  check_program(more, 1, {"could not be saved", "write", checkpoint.string(), "the old file is unchanged"},
                "ulimit -f 100;");
  CHECK(read_file(checkpoint) == bytes);
  Index files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory.path())) ++files;
  CHECK(files == 2);  // no temporary is left
  check_program(more, 0, {"epoch   2/2"});
  CHECK(load_checkpoint(checkpoint).epoch == 2);
}

TEST_CASE("files that cannot be written: a picture, a list of rows, gradients") {
  const std::string file = quoted(trained_checkpoint());
  const std::string bytes = read_file(trained_checkpoint());
  check_program("inspect filters " + file + " --out /proc/nope/x.png", 1, {"could not be saved", "/proc/nope/x.png"});
  check_program("inspect filters " + file + " --out /dev/full", 1, {"device", "/dev/full"});
  check_program("bench --op softmax --seconds 0.001 --json /proc/nope/b.json", 1, {"could not be saved"});
  CHECK(read_file(trained_checkpoint()) == bytes);
}
