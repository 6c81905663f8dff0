#include "train/checkpoint.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL  // the header alone: no library to link
#define XXH_VECTOR 0    // and no intrinsics: a checkpoint is small, and g++ 12 warns wrongly within them
#include <xxhash.h>

#include <cstdlib>
#include <map>
#include <utility>

#include "core/file.h"
#include "data/safetensors.h"

namespace seven {

namespace {

using Metadata = std::map<std::string, std::string>;

const std::string kChecksumKey = "seven.checksum";
const std::string kNoChecksum = "0000000000000000";

std::string checksum(std::string_view bytes) { return fmt::format("{:016x}", XXH3_64bits(bytes.data(), bytes.size())); }

// Where the sixteen digits stand in the file; npos if nowhere.
std::size_t checksum_position(std::string_view bytes) {
  const std::string key = "\"" + kChecksumKey + "\":\"";
  const std::size_t at = bytes.find(key);
  if (at == std::string_view::npos || at + key.size() + kNoChecksum.size() > bytes.size())
    return std::string_view::npos;
  return at + key.size();
}

// Doubles as hexadecimal: exact, and readable by strtod.
std::string exact(double value) { return fmt::format("{:a}", value); }

Error damaged(const std::filesystem::path& path, const std::string& reason) {
  return Error("a checkpoint is damaged: " + reason)
      .where(path.string())
      .fix("use an older checkpoint, or train again from the start");
}

class Reader {
 public:
  Reader(const std::filesystem::path& path, const Metadata& metadata) : path_(path), metadata_(metadata) {}

  [[nodiscard]] const std::string& text(const std::string& key) const {
    const auto found = metadata_.find("seven." + key);
    if (found == metadata_.end()) throw damaged(path_, "it lacks the entry " + key);
    return found->second;
  }
  [[nodiscard]] Index integer(const std::string& key) const { return std::strtoll(text(key).c_str(), nullptr, 10); }
  [[nodiscard]] double number(const std::string& key) const { return std::strtod(text(key).c_str(), nullptr); }

 private:
  const std::filesystem::path& path_;
  const Metadata& metadata_;
};

void check_sum(const std::filesystem::path& path, std::string bytes) {
  const std::size_t at = checksum_position(bytes);
  if (at == std::string::npos) {
    throw Error("this file is no checkpoint of Seven Loops")
        .where(path.string())
        .fix("name a file that `seven train` wrote");
  }
  const std::string stored = bytes.substr(at, kNoChecksum.size());
  bytes.replace(at, kNoChecksum.size(), kNoChecksum);
  if (checksum(bytes) != stored) throw damaged(path, "its checksum does not match its contents");
}

}  // namespace

void save_checkpoint(const std::filesystem::path& path, const Checkpoint& c) {
  const Metadata metadata = {{kChecksumKey, kNoChecksum},
                             {"seven.version", std::to_string(kCheckpointVersion)},
                             {"seven.net", c.net},
                             {"seven.data", c.data},
                             {"seven.class_names", c.class_names},
                             {"seven.classes", std::to_string(c.classes)},
                             {"seven.batch", std::to_string(c.batch)},
                             {"seven.seed", std::to_string(c.seed)},
                             {"seven.crop", std::to_string(c.crop)},
                             {"seven.training_images", std::to_string(c.training_images)},
                             {"seven.epoch", std::to_string(c.epoch)},
                             {"seven.next_batch", std::to_string(c.next_batch)},
                             {"seven.loss_sum", exact(c.loss_sum)},
                             {"seven.wrong", std::to_string(c.wrong)},
                             {"seven.images", std::to_string(c.images)},
                             {"seven.best_error", exact(c.schedule.best_error)},
                             {"seven.epochs_since_best", std::to_string(c.schedule.epochs_since_best)},
                             {"seven.drops", std::to_string(c.schedule.drops)}};
  std::string bytes = serialise_safetensors(c.tensors, metadata);
  bytes.replace(checksum_position(bytes), kNoChecksum.size(), checksum(bytes));
  write_file(path, bytes);
}

Checkpoint load_checkpoint(const std::filesystem::path& path) {
  const std::string bytes = read_file(path);
  SafetensorsFile file;
  try {
    file = parse_safetensors(bytes, path.string());
  } catch (const Error& error) {
    if (checksum_position(bytes) == std::string::npos) throw;  // it never was a checkpoint
    throw damaged(path, error.what());
  }
  const Reader reader(path, file.metadata);
  if (file.metadata.contains("seven.version") && reader.integer("version") > kCheckpointVersion) {
    throw Error("a checkpoint was written by a newer version of Seven Loops")
        .where(path.string())
        .expected("version " + std::to_string(kCheckpointVersion) + " or older")
        .got("version " + reader.text("version"))
        .fix("update this program");
  }
  check_sum(path, bytes);
  Checkpoint c;
  c.net = reader.text("net");
  c.data = reader.text("data");
  c.class_names = reader.text("class_names");
  c.classes = reader.integer("classes");
  c.batch = reader.integer("batch");
  c.seed = std::strtoull(reader.text("seed").c_str(), nullptr, 10);
  c.crop = reader.integer("crop");
  if (file.metadata.contains("seven.training_images")) c.training_images = reader.integer("training_images");
  c.epoch = reader.integer("epoch");
  c.next_batch = reader.integer("next_batch");
  c.loss_sum = reader.number("loss_sum");
  c.wrong = reader.integer("wrong");
  c.images = reader.integer("images");
  c.schedule.best_error = reader.number("best_error");
  c.schedule.epochs_since_best = reader.integer("epochs_since_best");
  c.schedule.drops = reader.integer("drops");
  c.tensors = std::move(file.tensors);
  return c;
}

}  // namespace seven
