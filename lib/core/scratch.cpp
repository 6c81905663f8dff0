#include "core/scratch.h"

#include <stdlib.h>

#include <fstream>
#include <utility>

#include "core/error.h"
#include "core/file.h"

namespace seven {

namespace fs = std::filesystem;

void put(const fs::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    throw Error("a file could not be written")
        .where(path.string())
        .fix("free some space on that disk, or name another folder");
  }
}

Folder::Folder(fs::path path) : path_(std::move(path)) { make_directories(path_); }

Folder Folder::temporary() {
  std::string name = (fs::temp_directory_path() / "seven-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw Error("a temporary folder could not be made").where(name);
  return Folder(name);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace seven
