// `seven predict` on pictures that are none, or of any size, and the commands that look at a trained net.
#include <doctest.h>

#include <sstream>
#include <string>

#include "data/image.h"
#include "support/trained_demo.h"

using namespace seven;

namespace {

namespace fs = std::filesystem;

std::string predict(const fs::path& picture) {
  return "predict " + quoted(picture) + " --model " + quoted(trained_checkpoint());
}

}  // namespace

TEST_CASE("a picture of any size gets its five likeliest classes, or as many as asked for") {
  const TemporaryDirectory directory;
  for (const auto& [height, width] : {std::pair<Index, Index>{1, 1}, {32, 32}, {1, 700}, {301, 7}}) {
    const fs::path picture = directory / "picture.png";
    write_png(picture, Image(3, height, width, 200));
    const ProgramRun run = check_program(predict(picture), 0, {"%"});
    CHECK(std::count(run.out.begin(), run.out.end(), '\n') == 5);
  }
  const fs::path grey = directory / "grey.jpg";
  write_jpeg(grey, Image(1, 20, 30, 60));
  const ProgramRun all = check_program(predict(grey) + " --top 99", 0, {});
  CHECK(std::count(all.out.begin(), all.out.end(), '\n') == 12);
  double sum = 0.0;
  std::istringstream in(all.out);
  for (std::string line; std::getline(in, line);) sum += std::stod(line);
  CHECK(sum == doctest::Approx(100.0).epsilon(0.001));
  check_program(predict(grey) + " --top 0", 2, {"--top", "1 or more", "got:      0"});
  check_program(predict(grey) + " --top -3", 2, {"--top"});
}

TEST_CASE("what is no picture, is empty, is a directory or is not there is named") {
  const TemporaryDirectory directory;
  const fs::path picture = directory / "picture.png";
  write_file(picture, "this is text");
  check_program(predict(picture), 1, {"not a picture", picture.string(), "JPEG or PNG"});
  write_file(picture, "");
  check_program(predict(picture), 1, {"empty", picture.string()});
  std::string png = encode_png(Image(3, 60, 60, 1));
  write_file(picture, png.substr(0, png.size() / 2));
  check_program(predict(picture), 1, {"not a picture", picture.string()});
  check_program(predict(directory.path()), 1, {"a directory stands where a file should be", directory.path().string()});
  check_program(predict(directory / "none.png"), 1, {"no such file", "none.png"});
  check_program("predict /dev/zero --model " + quoted(trained_checkpoint()), 1, {"a device stands", "/dev/zero"});
  check_program("predict", 2, {"image", "seven predict --help"});
  check_program("predict " + quoted(picture) + " --model " + quoted(directory / "none"), 1, {"no such file", "none"});
}

TEST_CASE("a picture 20,000 pixels wide is refused by its header") {
  const TemporaryDirectory directory;
  const fs::path picture = directory / "wide.png";
  write_png(picture, Image(1, 2, 20000, 5));
  check_program(predict(picture), 1, {"too large", "16384", "20000 wide", picture.string(), "do:"});
}

TEST_CASE("eval and inspect filters work on a trained net") {
  const TemporaryDirectory directory;
  const std::string file = quoted(trained_checkpoint());
  const ProgramRun first = check_program("eval --images 256 " + file, 0, {"demo on synth", "top-1 error", "51 images"});
  // What training printed of the same images is what eval finds.
  const std::string log = read_file(trained_demo() / "log.jsonl");
  const std::size_t at = log.find("\"held_out_loss\":") + 16;
  CHECK(contains(first.out, "log loss " + log.substr(at, 4)));
  CHECK(run_program("--threads 1 eval --images 256 " + file).out == first.out);

  check_program("inspect filters " + file + " --out " + quoted(directory / "f.png"), 0, {"32 filters 5x5 of demo"});
  const Image picture = read_image(directory / "f.png");
  CHECK(picture.width > picture.height);
  check_program("inspect filters " + file, 0, {"\n"});
  for (const char* scale : {"0", "-1", "1000000"})
    check_program("inspect filters " + file + " --scale " + scale, 2, {"--scale", "1 to 64", scale});
  check_program("inspect", 2, {"filters"});
  check_program("inspect filter " + file, 2, {"filters"});
}
