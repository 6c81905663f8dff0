#include "data/synth.h"

#include <doctest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/parallel.h"
#include "data/synth_forms.h"

using namespace seven;
namespace fs = std::filesystem;

namespace {

std::vector<std::uint8_t> bytes_of(const Dataset& set, Index image) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(set.image_shape().size()));
  set.pixels(image, bytes.data());
  return bytes;
}

std::vector<std::vector<std::uint8_t>> all_bytes(const SynthOptions& options) {
  const auto set = make_synth(options);
  std::vector<std::vector<std::uint8_t>> all;
  for (Index i = 0; i < set->size(); ++i) all.push_back(bytes_of(*set, i));
  return all;
}

SynthOptions small() { return {.images = 120, .size = 32, .classes = 12, .seed = 3, .split = Split::train}; }

std::array<double, 3> mean_colour(const std::vector<std::uint8_t>& bytes) {
  std::array<double, 3> mean{};
  const std::size_t area = bytes.size() / 3;
  for (std::size_t i = 0; i < bytes.size(); ++i) mean[i / area] += bytes[i] / static_cast<double>(area);
  return mean;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::istringstream text(read_file(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// A folder that is not there yet, and gone when the test ends, however it ends.
struct NewFolder {
  fs::path path = fs::temp_directory_path() / ("seven_synth_test" + std::to_string(::getpid()));
  NewFolder() { fs::remove_all(path); }
  ~NewFolder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("an image is the same with any number of threads, in any order and in a set of any length") {
  const auto expected = all_bytes(small());
  for (const int count : {1, 2, 3}) {
    const ThreadScope threads(count);
    CHECK(all_bytes(small()) == expected);
  }
  SynthOptions longer = small();
  longer.images = 401;
  const auto set = make_synth(longer);
  const auto shorter = make_synth(small());
  for (Index i = 119; i >= 0; i -= 7) {
    CHECK(bytes_of(*set, i) == expected[static_cast<std::size_t>(i)]);
    CHECK(set->label(i) == shorter->label(i));
  }
}

TEST_CASE("a set too large to be kept renders the same images on request") {
  SynthOptions options = small();
  const auto kept = make_synth(options);
  options.images = 200'000;  // 586 MiB
  const auto drawn = make_synth(options);
  for (Index i = 0; i < 120; i += 11) CHECK(bytes_of(*drawn, i) == bytes_of(*kept, i));
}

TEST_CASE("splits, seeds and images differ from each other") {
  std::set<std::string> seen;
  for (const Split split : {Split::train, Split::held_out}) {
    for (const std::uint64_t seed : {3, 4}) {
      SynthOptions options = small();
      options.split = split;
      options.seed = seed;
      for (const auto& bytes : all_bytes(options)) seen.emplace(bytes.begin(), bytes.end());
    }
  }
  CHECK(seen.size() == 480);
}

TEST_CASE("every class has one image in each run, and the runs are in different orders") {
  for (const Index classes : {2, 10, 12}) {
    SynthOptions options = small();
    options.size = 16;
    options.classes = classes;
    options.images = 30 * classes;
    const auto set = make_synth(options);
    CHECK(static_cast<Index>(set->class_names().size()) == classes);
    std::set<std::vector<Index>> orders;
    for (Index first = 0; first < options.images; first += classes) {
      std::vector<Index> run;
      for (Index i = first; i < first + classes; ++i) run.push_back(set->label(i));
      orders.insert(run);
      std::sort(run.begin(), run.end());
      for (Index k = 0; k < classes; ++k) CHECK(run[static_cast<std::size_t>(k)] == k);
    }
    CHECK(orders.size() >= 2);
  }
}

// The nearest mean colour of a class, learnt from 3,000 images, guesses 1,000 others. Chance is 10 % with a standard
// error of 0.95 %; a set whose colours tell the class is far above 16 %.
TEST_CASE("the mean colour does not give the class away") {
  SynthOptions options{.images = 6000, .size = 16, .classes = 10, .seed = 5, .split = Split::train};
  const auto train = make_synth(options);
  std::vector<std::array<double, 3>> means(10);
  for (Index i = 0; i < train->size(); ++i) {
    const auto mean = mean_colour(bytes_of(*train, i));
    for (std::size_t c = 0; c < 3; ++c) means[static_cast<std::size_t>(train->label(i))][c] += mean[c] / 600.0;
  }
  options.images = 4000;
  options.split = Split::held_out;
  const auto held_out = make_synth(options);
  int right = 0;
  for (Index i = 0; i < held_out->size(); ++i) {
    const auto mean = mean_colour(bytes_of(*held_out, i));
    const auto distance = [&](const std::array<double, 3>& other) {
      double sum = 0.0;
      for (std::size_t c = 0; c < 3; ++c) sum += (mean[c] - other[c]) * (mean[c] - other[c]);
      return sum;
    };
    const auto nearest = std::min_element(means.begin(), means.end(),
                                          [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    right += nearest - means.begin() == held_out->label(i) ? 1 : 0;
  }
  CHECK(right < 496);
}

TEST_CASE("each form is solid, within its circle, and its distance is about a distance") {
  Random random(9, Purpose::test);
  for (const synth::FormClass& kind : synth::form_classes()) {
    CAPTURE(kind.name);
    for (int individual = 0; individual < 20; ++individual) {
      synth::Form form;
      kind.vary(form, random);
      int inside = 0;
      for (int i = 0; i < 400; ++i) {
        const synth::Point p{static_cast<float>(random.uniform(-1.5, 1.5)),
                             static_cast<float>(random.uniform(-1.5, 1.5))};
        const float d = kind.distance(form, p);
        if (d < 0.0F) {
          ++inside;
          CHECK(p.x * p.x + p.y * p.y < 1.3F * 1.3F);  // what the renderer looks at
        }
        // Moving by a little changes a distance by no more than that (twice, where it is taken along the radius).
        const float e = kind.distance(form, {p.x + 0.001F, p.y});
        if (std::string_view(kind.name) != "spiral") CHECK(std::abs(e - d) < 0.0025F);
      }
      CHECK(inside > 20);   // 5 % of the square
      CHECK(inside < 180);  // 45 %
    }
  }
}

TEST_CASE("all sizes render, and a size or number out of range is wrong use") {
  for (const Index size : {16, 17, 64, 512}) {
    SynthOptions options{.images = 2, .size = size, .classes = 2, .seed = 1, .split = Split::train};
    const auto set = make_synth(options);
    CHECK(set->image_shape() == Shape{3, size, size});
    const auto bytes = bytes_of(*set, 1);
    CHECK(*std::max_element(bytes.begin(), bytes.end()) > *std::min_element(bytes.begin(), bytes.end()) + 30);
  }
  SynthOptions bad[] = {small(), small(), small(), small(), small()};
  bad[0].images = 0;
  bad[1].size = 15;
  bad[2].size = 513;
  bad[3].classes = 1;
  bad[4].classes = 13;
  for (const SynthOptions& options : bad) {
    try {
      make_synth(options);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.exit_code() == 2);
    }
  }
}

TEST_CASE("the folder has ILSVRC's layout and holds the same pictures") {
  const NewFolder folder;
  const fs::path& out = folder.path;
  const SynthFolderOptions options{
      .out = out, .images = 25, .held_out = 7, .size = 48, .classes = 3, .seed = 2, .quality = 95};
  write_synth_folder(options);

  CHECK(lines_of(out / "synsets.txt") == std::vector<std::string>{"n90000001", "n90000002", "n90000003"});
  CHECK(lines_of(out / "words.txt").at(2) == "n90000003: triangle");
  const auto set = make_synth({.images = 25, .size = 48, .classes = 3, .seed = 2, .split = Split::train});
  const auto train = lines_of(out / "train.txt");
  REQUIRE(train.size() == 25);
  std::set<std::string> paths;
  for (Index i = 0; i < 25; ++i) {
    const std::string& line = train[static_cast<std::size_t>(i)];
    const std::string path = line.substr(0, line.find(' '));
    const Index label = std::stoll(line.substr(line.find(' ') + 1));
    paths.insert(path);
    CHECK(label == set->label(i));
    const std::string wnid = "n9000000" + std::to_string(label + 1);
    CHECK(path.starts_with("train/" + wnid + "/" + wnid + "_"));
    CHECK(path.ends_with(".JPEG"));
    const Image image = read_image(out / path);
    const auto expected = bytes_of(*set, i);
    double error = 0.0;
    for (std::size_t j = 0; j < expected.size(); ++j) error += std::abs(image.pixels.at(j) - expected[j]);
    CHECK(error / static_cast<double>(expected.size()) < 10.0);  // a picture of another image is off by 40 or more
  }
  CHECK(paths.size() == 25);
  CHECK(lines_of(out / "val.txt").at(6).starts_with("val/ILSVRC2012_val_00000007.JPEG "));
  CHECK(read_image(out / "val/ILSVRC2012_val_00000001.JPEG").width == 48);
  CHECK(std::distance(fs::directory_iterator(out / "val"), fs::directory_iterator()) == 7);
  CHECK_THROWS_WITH_AS(write_synth_folder(options), doctest::Contains("holds something"), Error);
  fs::remove_all(out);
  SynthFolderOptions bad[] = {options, options, options};
  bad[0].quality = 0;
  bad[1].size = 9;
  bad[2].held_out = 0;
  for (const SynthFolderOptions& wrong : bad) {
    CHECK_THROWS_AS(write_synth_folder(wrong), Error);
    CHECK_FALSE(fs::exists(out));
  }
}
