#include "data/cifar10.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace seven {

namespace {

namespace fs = std::filesystem;

constexpr Index kClasses = 10;
constexpr Index kPixels = 3 * 32 * 32;
constexpr Index kRecord = 1 + kPixels;  // a label, then the image
constexpr const char* kAgain =
    "the file is damaged or cut short: unpack the archive again (datasets/cifar10/README.md)";

// The records as they stand in the files, one after another.
class Cifar10 : public Dataset {
 public:
  Cifar10(std::string records, std::vector<std::string> names)
      : records_(std::move(records)), names_(std::move(names)) {}

  [[nodiscard]] Index size() const override { return static_cast<Index>(records_.size()) / kRecord; }
  [[nodiscard]] Shape image_shape() const override { return {3, 32, 32}; }
  [[nodiscard]] const std::vector<std::string>& class_names() const override { return names_; }
  [[nodiscard]] Index label(Index image) const override { return static_cast<std::uint8_t>(*record(image)); }
  void pixels(Index image, std::uint8_t* out) const override { std::copy_n(record(image) + 1, kPixels, out); }

 private:
  [[nodiscard]] const char* record(Index image) const { return records_.data() + image * kRecord; }

  std::string records_;
  std::vector<std::string> names_;
};

// The size of the largest of the six files, in whole records. They are all of one size, so a smaller one was cut short:
// also one that was cut between two records, as at half of an official file.
Index whole_size(const fs::path& directory) {
  std::uintmax_t largest = 0;
  for (const char* name :
       {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"}) {
    const fs::path file = directory / (std::string(name) + ".bin");
    std::error_code none;
    if (fs::is_regular_file(file, none)) largest = std::max(largest, fs::file_size(file, none));
  }
  return static_cast<Index>(largest) / kRecord * kRecord;
}

std::string read_records(const fs::path& path, Index whole) {
  std::string bytes = read_file(path);
  const auto size = static_cast<Index>(bytes.size());
  if (size == 0 || size % kRecord != 0) {
    throw Error("a CIFAR-10 file has a wrong size")
        .where(path.string())
        .expected("a multiple of 3,073 bytes, the size of a record (30,730,000 in the official files)")
        .got(fmt::format("{} bytes: {} records and {} bytes more", size, size / kRecord, size % kRecord))
        .fix(kAgain);
  }
  if (size != whole) {
    throw Error("a CIFAR-10 file is cut short: its six files are of one size")
        .where(path.string())
        .expected(fmt::format("{} bytes, as the largest of them has (30,730,000 in the official files)", whole))
        .got(fmt::format("{} bytes", size))
        .fix(kAgain);
  }
  for (Index n = 0; n < size / kRecord; ++n) {
    const auto label = static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(n * kRecord)]);
    if (label < kClasses) continue;
    throw Error("a label is out of range")
        .where(fmt::format("{}, record {} (from 0)", path.string(), n))
        .expected("0 to 9")
        .got(std::to_string(label))
        .fix(kAgain);
  }
  return bytes;
}

std::vector<std::string> read_class_names(const fs::path& path) {
  if (!fs::exists(path)) {
    return {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
  }
  std::vector<std::string> names(1);
  for (const char c : read_file(path)) {
    if (c != '\n' && c != '\r') {
      names.back() += c;
    } else if (!names.back().empty()) {
      names.emplace_back();
    }
  }
  if (names.back().empty()) names.pop_back();
  if (static_cast<Index>(names.size()) != kClasses) {
    throw Error("a list of class names has a wrong length")
        .where(path.string())
        .expected("10 names, one a line")
        .got(std::to_string(names.size()))
        .fix("remove the file to use the known names, or unpack the archive again");
  }
  return names;
}

}  // namespace

std::unique_ptr<Dataset> read_cifar10(const fs::path& directory, Split split) {
  const Index whole = whole_size(directory);
  std::string records;
  if (split == Split::held_out) {
    records = read_records(directory / "test_batch.bin", whole);
  } else {
    for (int batch = 1; batch <= 5; ++batch)
      records += read_records(directory / fmt::format("data_batch_{}.bin", batch), whole);
  }
  return std::make_unique<Cifar10>(std::move(records), read_class_names(directory / "batches.meta.txt"));
}

}  // namespace seven
