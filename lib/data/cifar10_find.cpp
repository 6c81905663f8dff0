// Where CIFAR-10 lies on this machine.
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "core/error.h"
#include "data/cifar10.h"
#include "data/unpack.h"

namespace seven {

namespace {

namespace fs = std::filesystem;

constexpr const char* kUrl = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";

// `directory`, or the one in it, that has the .bin files.
std::optional<fs::path> batches_in(const fs::path& directory) {
  for (const fs::path& candidate : {directory, directory / "cifar-10-batches-bin"}) {
    std::error_code code;
    if (fs::exists(candidate / "data_batch_1.bin", code) || fs::exists(candidate / "test_batch.bin", code)) {
      return candidate;
    }
  }
  return std::nullopt;
}

fs::path unpacked(const fs::path& archive) {
  const fs::path directory = unpack_once(archive, "cifar10");
  if (const auto found = batches_in(directory)) return *found;
  throw Error("an archive holds no CIFAR-10")
      .where(archive.string())
      .expected("the binary version, with cifar-10-batches-bin/data_batch_1.bin in it")
      .got(directory.string())
      .fix(fmt::format("get {}; if this was it, remove the directory above", kUrl));
}

// The directory with the .bin files that `place` is, holds or, as an archive, unpacks to.
std::optional<fs::path> look_at(const fs::path& place) {
  std::error_code code;
  if (fs::is_regular_file(place, code)) return unpacked(place);
  if (const auto found = batches_in(place)) return found;
  for (const char* name : {"cifar-10-binary.tar.gz", "cifar-10-binary.tar.xz"}) {
    if (fs::is_regular_file(place / name, code)) return unpacked(place / name);
  }
  return std::nullopt;
}

}  // namespace

fs::path find_cifar10(const std::optional<fs::path>& given) {
  const std::string fix = fmt::format(
      "get {} and name it, or the directory you unpack it to, in SEVEN_DATA (datasets/cifar10/README.md)", kUrl);
  if (given) {
    if (const auto found = look_at(*given)) return *found;
    throw Error("there is no CIFAR-10 here")
        .where(given->string())
        .expected("data_batch_1.bin, cifar-10-batches-bin/ or cifar-10-binary.tar.gz")
        .got(fs::exists(*given) ? "a directory without them" : "nothing of that name")
        .fix(fix);
  }
  std::string places;
  if (const char* variable = std::getenv("SEVEN_DATA"); variable != nullptr && *variable != '\0') {
    if (const auto found = look_at(variable)) return *found;
    places = fmt::format("SEVEN_DATA={}", variable);
  } else {
    places = "SEVEN_DATA (not set)";
  }
  const fs::path local = fs::absolute(fs::path("datasets") / "cifar10" / "data");
  if (const auto found = look_at(local)) return *found;
  throw Error("CIFAR-10 is not on this machine").where(places + ", " + local.string()).fix(fix).skipped();
}

}  // namespace seven
