// Names that do not exist, numbers that make no sense, data that is not there: exit 2 or 1, with a way out.
#include <doctest.h>

#include <string>

#include "data/safetensors.h"
#include "nn/models/models.h"
#include "nn/net.h"
#include "support/program.h"

using namespace seven;

namespace {

namespace fs = std::filesystem;

const std::string kTrain = "train --net demo --data synth --images 32 --epochs 1 ";

// CIFAR-10's files with `records` images each, all black, of class 3.
void write_cifar10(const fs::path& directory, std::size_t records) {
  std::string bytes(3073 * records, '\0');
  for (std::size_t n = 0; n < records; ++n) bytes[3073 * n] = 3;
  for (const char* name :
       {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"})
    write_file(directory / (std::string(name) + ".bin"), bytes);
}

}  // namespace

TEST_CASE("unknown names end with 2 and offer what is near") {
  const std::string out = "--out /proc/nope ";
  check_program("trane", 2, {"trane", "train", "seven --help"});
  check_program("train --nett demo", 2, {"--nett", "--net", "seven train --help"});
  check_program("train --net demmo " + out, 2, {"net called \"demmo\"", "demo"});
  check_program("net cifar-18", 2, {"\"cifar-18\"", "cifar-18pct"});
  check_program("train --net demo --data synt " + out, 2, {"data set called \"synt\"", "synth"});
  check_program(kTrain + "--conv2d im2col " + out, 2, {"\"im2col\"", "im2col_gemm"});
  check_program("op conv3d", 2, {"conv3d", "conv2d"});
  check_program("bench --op gem", 2, {"\"gem\"", "gemm"});
  check_program("bench --op gemm --variant thread", 2, {"\"thread\"", "threaded"});
  check_program("bench --variant thraded", 2, {"\"thraded\"", "threaded"});
  check_program("bench --op gemm --case square_51", 2, {"\"square_51\"", "square_512"});
  check_program("bench --net dem", 2, {"\"dem\"", "demo"});
  check_program("gradcheck --case no_bia", 2, {"\"no_bia\"", "no_bias"});
  check_program("data sinth", 2, {"sinth", "synth"});
  check_program("grads --net dem --in x --out y", 1, {"no such file"});
}

TEST_CASE("numbers that make no sense are refused before anything is made") {
  const TemporaryDirectory directory;
  const std::string out = "--out " + quoted(directory / "run");
  const std::string net = "train --net demo --data synth " + out;
  check_program(kTrain + out + " --batch 0", 2, {"batch", "1 or more", "got:      0"});
  check_program(kTrain + out + " --batch -4", 2, {"batch", "-4"});
  check_program(kTrain + out + " --batch 1e3", 2, {"--batch"});
  check_program(net + " --epochs 0", 2, {"epochs", "1 or more", "got:      0"});
  for (const char* rate : {"nan", "inf", "-1", "0", "fast"})
    check_program(kTrain + out + " --rate " + rate, 2, {"rate"});
  for (const char* seed : {"text", "-1", "1.5"}) check_program(kTrain + out + " --seed " + seed, 2, {"--seed", seed});
  for (const char* images : {"-5", "0"})
    check_program(net + " --images " + images, 2, {"--images", "1 or more", images});
  check_program(kTrain + out + " --checkpoint-every 0", 2, {"--checkpoint-every", "1 or more"});
  check_program(kTrain + out + " --stop-after -1", 2, {"--stop-after"});
  for (const char* threads : {"0", "-2", "100000", "two"})
    check_program(kTrain + out + " --threads " + threads, 2, {threads});
  check_program("demo --epochs -2 " + out, 2, {"epochs"});
  check_program("demo --images 0 " + out, 2, {"--images"});
  for (const char* seconds : {"nan", "0", "-1"})
    check_program(std::string("bench --seconds ") + seconds, 2, {"--seconds"});
  check_program("bench --net demo --batch 0", 2, {"--batch"});
  check_program("bench --net demo --json x", 2, {"--json", "--net"});
  check_program("bench --net demo --limit 1", 2, {"--limit", "--net"});
  check_program("bench --op softmax --limit 0", 2, {"--limit", "above 0"});
  check_program("net --parameters", 2, {"--parameters", "name"});
  check_program("gradcheck --op gemm --seed -1", 2, {"--seed"});
  check_program("data sheet --seed -1 " + out, 2, {"--seed"});
  check_program("data synth --quality 0 " + out, 2, {"quality", "1 to 100"});
  CHECK(fs::is_empty(directory.path()));
}

TEST_CASE("an option that would do nothing is refused") {
  check_program("train --data cifar10 --images 100", 2, {"--images", "cifar10"});
  check_program(kTrain + "--data-dir /tmp", 2, {"--data-dir", "synth"});
}

TEST_CASE("damaged, missing and misplaced CIFAR-10 files are named") {
  const TemporaryDirectory directory;
  const std::string train = "train --epochs 1 --out " + quoted(directory / "run") + " --data-dir ";
  const std::string here = quoted(directory.path());
  check_program(train + "/nonexistent", 1, {"no CIFAR-10 here", "/nonexistent", "nothing of that name"});
  check_program(train + here, 1, {"a directory without them"});
  write_cifar10(directory.path(), 4);
  const fs::path third = directory / "data_batch_3.bin";
  const std::string good = read_file(third);
  for (const std::size_t size : {3073UL * 3 + 100, 3072UL, 0UL}) {
    write_file(third, good.substr(0, size));
    check_program(train + here, 1, {"wrong size", third.string(), "3,073", std::to_string(size) + " bytes"});
  }
  std::string bad = good;
  bad[3073 * 2] = 77;
  write_file(third, bad);
  check_program(train + here, 1, {"label", third.string() + ", record 2", "0 to 9", "77"});
  fs::remove(third);
  check_program(train + here, 1, {"no such file", third.string()});
  fs::create_directory(third);
  check_program(train + here, 1, {"a directory stands where a file should be", third.string()});
  CHECK(!fs::exists(directory / "run"));
  fs::remove(third);
  write_file(third, good);
  check_program(train + here, 0, {"20 images, 4 held out", "held out: loss"});
}

TEST_CASE("a machine without CIFAR-10 skips, and says where it looked and what to get") {
  const TemporaryDirectory directory;
  check_program("train", 77, {"not on this machine", "SEVEN_DATA", "cs.toronto.edu"},
                "unset SEVEN_DATA; cd " + quoted(directory.path()) + ";");
}

TEST_CASE("--out that is a file, is below one or cannot be made") {
  const TemporaryDirectory directory;
  write_file(directory / "file", "mine");
  for (const std::string& out : {(directory / "file").string(), (directory / "file/run").string(),
                                 std::string("/proc/nope"), "/tmp/" + std::string(300, 'x')}) {
    check_program(kTrain + "--out '" + out + "'", 1, {"could not be made", out, "do:"});
    check_program("demo --images 16 --epochs 1 --out '" + out + "'", 1, {"could not be made", out});
  }
  check_program("data synth --images 12 --held-out 12 --out " + quoted(directory / "file"), 1, {"file"});
  CHECK(read_file(directory / "file") == "mine");
}

TEST_CASE("the demo takes no directory that holds something else, and starts again in its own") {
  const TemporaryDirectory directory;
  const fs::path checkpoint = directory / "checkpoint.safetensors";
  const std::string demo = "demo --images 16 --epochs 1 --out " + quoted(directory.path());
  write_file(checkpoint, "a training of three weeks");
  check_program(demo, 2, {"no demo has left", checkpoint.string(), "--out"});
  CHECK(read_file(checkpoint) == "a training of three weeks");
  fs::remove(checkpoint);
  fs::create_directories(checkpoint / "x");
  check_program(demo, 2, {"no demo has left", checkpoint.string()});
  fs::remove_all(checkpoint);
  check_program(demo, 0, {"report.html"});
  {
    Program stopped("demo --images 512 --epochs 9 --out " + quoted(directory.path()));
    while (stopped.running() && !fs::exists(checkpoint)) ::usleep(200);
    stopped.kill();
  }
  check_program(demo, 0, {"report.html"});
  CHECK(contains(read_file(directory / "report.html"), "</html>"));
}
