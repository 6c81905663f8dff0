#include "core/file.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "core/error.h"

namespace seven {

namespace {

namespace fs = std::filesystem;

const std::string kTemporary = ".tmp";  // then the number of the process, so that two never write into one file

fs::path directory_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

std::function<int(std::string_view)>& write_fault() {
  static std::function<int(std::string_view)> fault;
  return fault;
}

// Throws the error of a failed step, after removing what was begun.
[[noreturn]] void fail(const fs::path& path, const fs::path& temporary, const std::string& step, int code) {
  std::error_code ignored;
  fs::remove(temporary, ignored);
  Error error("a file could not be saved (" + step + ": " + std::strerror(code) + ")");
  error.where(path.string());
  if (fs::exists(path, ignored)) error.got("the old file is unchanged");
  if (code == ENOSPC) throw error.fix("free some space on that disk, or save somewhere else");
  throw error.fix("check that the directory exists and may be written to");
}

// Runs one step of the saving: 0 or more is success, -1 is a failure with errno set.
template <class F>
auto step(const fs::path& path, const fs::path& temporary, const char* name, F&& run) {
  if (write_fault()) {
    if (const int code = write_fault()(name)) fail(path, temporary, name, code);
  }
  const auto result = run();
  if (result < 0) fail(path, temporary, name, errno);
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

std::string read_file(const fs::path& path) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) throw Error("there is no such file").where(path.string());
  if (fs::is_directory(status)) {
    throw Error("a directory stands where a file should be").where(path.string()).fix("name a file in it");
  }
  if (fs::is_character_file(status)) {  // /dev/zero never ends
    throw Error("a device stands where a file should be").where(path.string()).fix("name a plain file or a pipe");
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in.peek() != std::ifstream::traits_type::eof()) bytes << in.rdbuf();
  if (in.bad() || !bytes) throw Error("a file could not be read").where(path.string()).fix("check its permissions");
  if (!in.is_open()) throw Error("a file could not be opened").where(path.string()).fix("check its permissions");
  return std::move(bytes).str();
}

void write_file(const fs::path& path, std::string_view bytes) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::is_directory(status)) throw Error("a directory stands where a file should be written").where(path.string());
  if (fs::exists(status) && !fs::is_regular_file(status)) {  // a rename would put a plain file in place of /dev/null
    throw Error("a device or pipe stands where a file should be written").where(path.string()).fix("name a plain file");
  }
  fs::path temporary = path;
  temporary += kTemporary + std::to_string(::getpid());
  {
    const Descriptor file(step(path, temporary, "open", [&] {
      return ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    }));
    while (!bytes.empty()) {
      const ssize_t written =
          step(path, temporary, "write", [&] { return ::write(file.get(), bytes.data(), bytes.size()); });
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    step(path, temporary, "sync", [&] { return ::fsync(file.get()); });
  }
  step(path, temporary, "rename", [&] { return std::rename(temporary.c_str(), path.c_str()); });
  const Descriptor parent(::open(directory_of(path).c_str(), O_RDONLY | O_CLOEXEC));
  if (parent.get() >= 0) ::fsync(parent.get());  // some file systems cannot; the rename stands all the same
}

void remove_leftovers(const fs::path& path) {
  const std::string stem = path.filename().string() + kTemporary;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_of(path), code)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(stem)) continue;
    const std::string digits = name.substr(stem.size());
    pid_t process = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), process);
    if (error != std::errc{} || end != digits.data() + digits.size() || process < 1) continue;
    if (::kill(process, 0) == -1 && errno == ESRCH) fs::remove(entry.path(), code);
  }
}

void make_directories(const fs::path& path) {
  std::error_code code;
  fs::create_directories(path, code);
  if (!code) return;
  throw Error("a directory could not be made")
      .where(path.string())
      .got(code.message())
      .fix("name another place: a file may stand in the way, or the place may not be written to");
}

void set_write_fault(std::function<int(std::string_view)> fault) { write_fault() = std::move(fault); }

}  // namespace seven
