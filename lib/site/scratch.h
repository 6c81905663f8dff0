// Files that nobody has to keep if the machine stops: the site's, until all of it is there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace seven::site {

// Writes a file without waiting until it is safely on the disk: a site is a thousand of them. Throws Error.
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

}  // namespace seven::site
