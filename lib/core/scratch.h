// Files that nobody has to keep if the machine stops, and folders that are gone at the end: a site until all of it is
// there, a learner's program while it is checked.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace seven {

// Writes a file without waiting until it is safely on the disk. Throws Error.
void put(const std::filesystem::path& path, std::string_view bytes);

// A folder of its own, gone with all that is in it at the end.
class Folder {
 public:
  explicit Folder(std::filesystem::path path);  // made, with those above it
  static Folder temporary();                    // where temporary files belong
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace seven
