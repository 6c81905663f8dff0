#include "data/cifar10.h"

#include <doctest.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/compare.h"
#include "core/file.h"
#include "data/mean.h"
#include "data/small_dataset.h"
#include "data/unpack.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;
namespace fs = std::filesystem;

namespace {

// `count` records; record n of file `file` has label (n + file) % 10.
std::string records(int file, Index count) {
  std::string bytes;
  for (Index n = 0; n < count; ++n) {
    bytes += static_cast<char>((n + file) % 10);
    for (Index i = 0; i < 3072; ++i) bytes += static_cast<char>(SmallDataset::pixel(100 * file + n, i));
  }
  return bytes;
}

// A small CIFAR-10: two records a file.
void write_cifar10(const fs::path& directory) {
  fs::create_directories(directory);
  for (int file = 1; file <= 5; ++file) {
    write_file(directory / ("data_batch_" + std::to_string(file) + ".bin"), records(file, 2));
  }
  write_file(directory / "test_batch.bin", records(6, 2));
}

// Sets or, with null, removes an environment variable for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  ~Variable() { set(before_ ? before_->c_str() : nullptr); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  void set(const char* value) const { value == nullptr ? ::unsetenv(name_) : ::setenv(name_, value, 1); }

  const char* name_;
  std::optional<std::string> before_;
};

// Packs cifar-10-batches-bin of `directory`; `option` is tar's for the compression.
fs::path pack(const fs::path& directory, const std::string& name, const std::string& option) {
  const std::string command =
      "cd '" + directory.string() + "' && tar " + option + "f './" + name + "' cifar-10-batches-bin";
  REQUIRE(std::system(command.c_str()) == 0);
  return directory / name;
}

Index entries(const fs::path& directory) {
  return fs::exists(directory) ? std::distance(fs::directory_iterator(directory), fs::directory_iterator()) : 0;
}

}  // namespace

TEST_CASE("records are read in order: label, then red, green and blue") {
  const TemporaryDirectory directory;
  write_cifar10(directory.path());
  const auto train = read_cifar10(directory.path(), Split::train);
  REQUIRE(train->size() == 10);
  CHECK(train->image_shape() == Shape{3, 32, 32});
  std::vector<std::uint8_t> image(3072);
  for (Index n = 0; n < 10; ++n) {
    const Index file = 1 + n / 2;
    CHECK(train->label(n) == (n % 2 + file) % 10);
    train->pixels(n, image.data());
    for (Index i = 0; i < 3072; ++i) {
      REQUIRE(image[static_cast<std::size_t>(i)] == SmallDataset::pixel(100 * file + n % 2, i));
    }
  }
  CHECK(read_cifar10(directory.path(), Split::held_out)->size() == 2);
}

TEST_CASE("a file cut short between two records is smaller than the others") {
  const TemporaryDirectory directory;
  write_cifar10(directory.path());
  write_file(directory / "data_batch_4.bin", records(4, 1));
  std::string text = message_of([&] { read_cifar10(directory.path(), Split::train); });
  CHECK(contains(text, "data_batch_4.bin"));
  CHECK(contains(text, "3073 bytes"));
  CHECK(contains(text, "6146 bytes"));
  write_cifar10(directory.path());
  write_file(directory / "test_batch.bin", records(6, 1));
  CHECK(contains(message_of([&] { read_cifar10(directory.path(), Split::held_out); }), "test_batch.bin"));
}

TEST_CASE("class names come from the file, or are the known ones") {
  const TemporaryDirectory directory;
  write_cifar10(directory.path());
  CHECK(read_cifar10(directory.path(), Split::held_out)->class_names()[9] == "truck");
  write_file(directory / "batches.meta.txt", "a\nb\r\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
  const auto names = read_cifar10(directory.path(), Split::held_out)->class_names();
  CHECK(names == std::vector<std::string>{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"});
  write_file(directory / "batches.meta.txt", "a\nb\n");
  CHECK(contains(message_of([&] { read_cifar10(directory.path(), Split::held_out); }), "10 names"));
}

TEST_CASE("damaged files are refused by name, size and record") {
  const TemporaryDirectory directory;
  write_cifar10(directory.path());
  const auto message = [&] { return message_of([&] { read_cifar10(directory.path(), Split::train); }); };
  const fs::path third = directory / "data_batch_3.bin";
  const std::string good = records(3, 2);

  for (const std::string& bytes : {good.substr(0, 6145), good + '\0', good.substr(0, 100), std::string()}) {
    write_file(third, bytes);
    CHECK(contains(message(), third.string()));
    CHECK(contains(message(), "a multiple of 3,073 bytes"));
    CHECK(contains(message(), std::to_string(bytes.size()) + " bytes"));
  }

  for (const int label : {10, 255}) {
    std::string bytes = good;
    bytes[3073] = static_cast<char>(label);
    write_file(third, bytes);
    CHECK(contains(message(), third.string() + ", record 1"));
    CHECK(contains(message(), std::to_string(label)));
    CHECK(contains(message(), "0 to 9"));
  }

  fs::remove(third);
  CHECK(contains(message(), "no such file"));
  fs::create_directory(third);
  CHECK(contains(message(), "a directory stands where a file should be"));
  CHECK(read_cifar10(directory.path(), Split::held_out)->size() == 2);  // the other files are none the worse
}

TEST_CASE("the data is found in a directory, in one within it, and where SEVEN_DATA says") {
  const TemporaryDirectory directory;
  const fs::path batches = directory / "cifar-10-batches-bin";
  write_cifar10(batches);
  CHECK(find_cifar10(batches) == batches);
  CHECK(find_cifar10(directory.path()) == batches);
  const Variable data("SEVEN_DATA", directory.path().c_str());
  CHECK(find_cifar10() == batches);
}

TEST_CASE("a given place without data is an error, no data anywhere is skipped, and both say what to get") {
  const TemporaryDirectory directory;
  write_cifar10(directory / "cifar-10-batches-bin");
  int code = 0;
  std::string message;
  {
    const Variable data("SEVEN_DATA", directory.path().c_str());  // never a silent substitute for what was asked for
    message = message_of([&] { find_cifar10(directory / "mistyped"); }, &code);
    CHECK(code == 1);
    CHECK(contains(message, "mistyped"));
    CHECK(contains(message, "nothing of that name"));
  }
  const fs::path before = fs::current_path();
  fs::current_path(directory.path());
  const Variable data("SEVEN_DATA", "/nowhere");
  message = message_of([] { find_cifar10(); }, &code);
  fs::current_path(before);
  CHECK(code == 77);
  CHECK(contains(message, "SEVEN_DATA=/nowhere"));
  CHECK(contains(message, "datasets/cifar10/data"));
  CHECK(contains(message, "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"));
}

TEST_CASE("an archive is unpacked once, complete, and known again under another name") {
  const TemporaryDirectory directory;
  const TemporaryDirectory cache;
  const Variable home("XDG_CACHE_HOME", cache.path().c_str());
  write_cifar10(directory / "cifar-10-batches-bin");
  const fs::path archive = pack(directory.path(), "cifar-10-binary.tar.gz", "-cz");
  fs::remove_all(directory / "cifar-10-batches-bin");

  const fs::path found = find_cifar10(directory.path());
  CHECK(contains(found.string(), cache.path().string()));
  CHECK(read_cifar10(found, Split::train)->size() == 10);
  const fs::file_time_type written = fs::last_write_time(found);
  fs::rename(archive, directory / "it's; a $(name):-z.tgz");
  CHECK(find_cifar10(directory / "it's; a $(name):-z.tgz") == found);
  CHECK(fs::last_write_time(found) == written);

  write_cifar10(directory / "cifar-10-batches-bin");  // another archive is not mistaken for the first
  write_file(directory / "cifar-10-batches-bin" / "test_batch.bin", records(7, 2));
  const fs::path other = find_cifar10(pack(directory.path(), "other:-x.tar", "-c"));
  CHECK(other != found);
  CHECK(read_cifar10(other, Split::held_out)->size() == 2);
  if (std::system("xz --version > /dev/null 2>&1") != 0) {
    MESSAGE("skipped: no program xz");
    return;
  }
  CHECK(read_cifar10(find_cifar10(pack(directory.path(), "c.tar.xz", "-cJ")), Split::held_out)->size() == 2);
}

TEST_CASE("several that ask at the same time get the same, complete data") {
  const TemporaryDirectory directory;
  const TemporaryDirectory cache;
  const Variable home("XDG_CACHE_HOME", cache.path().c_str());
  write_cifar10(directory / "cifar-10-batches-bin");
  const fs::path archive = pack(directory.path(), "c.tar.gz", "-cz");
  std::vector<fs::path> found(4);
  std::vector<Index> sizes(4);
  std::vector<std::thread> askers;
  for (std::size_t i = 0; i < 4; ++i) {
    askers.emplace_back([&, i] {
      found[i] = unpack_once(archive, "cifar10");
      sizes[i] = read_cifar10(found[i] / "cifar-10-batches-bin", Split::train)->size();
    });
  }
  for (std::thread& asker : askers) asker.join();
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(found[i] == found[0]);
    CHECK(sizes[i] == 10);
  }
}

TEST_CASE("what a killed process left half unpacked is not taken for data") {
  const TemporaryDirectory directory;
  const TemporaryDirectory cache;
  const Variable home("XDG_CACHE_HOME", cache.path().c_str());
  write_cifar10(directory / "cifar-10-batches-bin");
  const fs::path archive = pack(directory.path(), "c.tar.gz", "-cz");
  const fs::path target = unpack_once(archive, "cifar10");
  fs::path part = target;
  part += ".part";
  fs::remove_all(target);
  fs::create_directories(part / "cifar-10-batches-bin");
  write_file(part / "stray", "x");
  CHECK(unpack_once(archive, "cifar10") == target);
  CHECK(!fs::exists(target / "stray"));
  CHECK(!fs::exists(part));
}

TEST_CASE("an archive that is cut short or is none leaves nothing behind") {
  const TemporaryDirectory directory;
  const TemporaryDirectory cache;
  const Variable home("XDG_CACHE_HOME", cache.path().c_str());
  write_cifar10(directory / "cifar-10-batches-bin");
  const std::string whole = read_file(pack(directory.path(), "c.tar.gz", "-cz"));
  write_file(directory / "c.tar.gz", whole.substr(0, whole.size() / 2));
  write_file(directory / "text", "this is no archive, only a text of some length");
  for (const char* name : {"c.tar.gz", "text"}) {
    int code = 0;
    const std::string message = message_of([&] { find_cifar10(directory / name); }, &code);
    CHECK_MESSAGE(contains(message, "could not be unpacked"), message);
    CHECK(contains(message, (directory / name).string()));
    CHECK(code == 1);
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(cache.path() / "seven-loops" / "cifar10")) {
    CHECK(entry.path().extension() == ".lock");
  }

  fs::create_directory(directory / "empty");
  const std::string command = "cd '" + directory.path().string() + "' && tar -cf none.tar empty";
  REQUIRE(std::system(command.c_str()) == 0);
  CHECK(contains(message_of([&] { find_cifar10(directory / "none.tar"); }), "holds no CIFAR-10"));
}

TEST_CASE("missing programs are named with their packages") {
  const TemporaryDirectory directory;
  const TemporaryDirectory cache;
  const TemporaryDirectory programs;
  const Variable home("XDG_CACHE_HOME", cache.path().c_str());
  write_file(directory / "c.tar.xz", std::string("\xfd"
                                                 "7zXZ\0 and so on",
                                                 16));
  {
    const Variable path("PATH", programs.path().c_str());
    CHECK(contains(message_of([&] { find_cifar10(directory / "c.tar.xz"); }), "install the package tar"));
  }
  for (const char* place : {"/bin/tar", "/usr/bin/tar"}) {
    if (fs::exists(place) && entries(programs.path()) == 0) fs::create_symlink(place, programs / "tar");
  }
  const Variable path("PATH", programs.path().c_str());
  CHECK(contains(message_of([&] { find_cifar10(directory / "c.tar.xz"); }), "install the package xz-utils"));
}

TEST_CASE("a cache that cannot be made is an error") {
  const TemporaryDirectory directory;
  write_file(directory / "file", "in the way");
  write_file(directory / "c.tar", "whatever");
  const Variable home("XDG_CACHE_HOME", (directory / "file").c_str());
  CHECK(contains(message_of([&] { find_cifar10(directory / "c.tar"); }), "XDG_CACHE_HOME"));
}

TEST_CASE("the real CIFAR-10 has the known class counts and mean") {
  if (std::getenv("SEVEN_DATA") == nullptr) {
    MESSAGE("skipped: SEVEN_DATA is not set");
    return;
  }
  const fs::path directory = find_cifar10();
  const auto train = read_cifar10(directory, Split::train);
  REQUIRE(train->size() == 50000);
  CHECK(read_cifar10(directory, Split::held_out)->size() == 10000);
  std::vector<Index> counts(10);
  for (Index n = 0; n < 10000; ++n) ++counts[static_cast<std::size_t>(train->label(n))];
  CHECK(counts == std::vector<Index>{1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981});
  const double known[] = {0.49140 * 255, 0.48216 * 255, 0.44653 * 255};
  const Comparison mean = compare<float, double>(mean_channels(*train).span(), known, {.absolute = 0.5e-5 * 255});
  CHECK_MESSAGE(mean.passed, mean.str());
}
