#include "data/unpack.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/lock.h"

#define XXH_INLINE_ALL  // the header alone, no library to link
#include <xxhash.h>

extern char** environ;

namespace seven {

namespace {

namespace fs = std::filesystem;

fs::path cache_directory() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return fs::path(cache) / "seven-loops";  // relative ones are to be ignored
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home != '\0') return fs::path(home) / ".cache" / "seven-loops";
  return fs::temp_directory_path() / "seven-loops";
}

// How tar is told to decompress, and which program it needs for that.
struct Compression {
  const char* option;
  const char* program;
  const char* package;
};

struct Archive {
  std::string fingerprint;
  Compression compression;
};

// Tells an archive by its content, so that the same one is known again under another name and after a copy: its size
// and its last 64 KiB, where gzip and xz keep their checksums.
Archive inspect(const fs::path& path) {
  std::error_code code;
  const std::uintmax_t size = fs::file_size(path, code);
  std::ifstream in(path, std::ios::binary);
  if (code || !in)
    throw Error("an archive could not be opened").where(path.string()).fix("check that it is a file and may be read");
  std::string head(6, '\0');
  in.read(head.data(), 6);
  in.clear();
  std::string tail(std::min<std::uintmax_t>(size, 65536), '\0');
  in.seekg(-static_cast<std::streamoff>(tail.size()), std::ios::end);
  in.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  Compression compression{"-f", "tar", "tar"};
  if (head.starts_with("\x1f\x8b")) compression = {"-zf", "gzip", "gzip"};
  if (head == std::string("\xfd"
                          "7zXZ\0",
                          6))
    compression = {"-Jf", "xz", "xz-utils (dnf, pacman, brew: xz)"};
  return {fmt::format("{:016x}", XXH64(tail.data(), tail.size(), size)), compression};
}

bool on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string directories = path == nullptr ? "/usr/bin:/bin" : path;
  for (std::size_t begin = 0; begin <= directories.size();) {
    const std::size_t end = std::min(directories.find(':', begin), directories.size());
    if (::access((fs::path(directories.substr(begin, end - begin)) / program).c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

// Runs tar with the archive as its standard input, so that no name in it can be taken for an option or another machine.
// What tar complains of goes to `log`. Returns tar's exit status, or the errno of not having started it as a negative.
int run_tar(const fs::path& archive, const char* option, const fs::path& directory, const fs::path& log) {
  std::vector<std::string> words{"tar", "-x", "-o", "-C", directory.string(), option, "-"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, archive.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  pid_t child = 0;
  const int code = posix_spawnp(&child, "tar", &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (code != 0) return -code;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -errno;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

[[noreturn]] void fail(const fs::path& archive, const Compression& compression, int status, const std::string& log) {
  Error error("an archive could not be unpacked");
  error.where(archive.string());
  if (!on_path("tar")) throw error.got("the program tar is missing").fix("install the package tar");
  if (!on_path(compression.program)) {
    throw error.got(fmt::format("the program {} is missing", compression.program))
        .fix(fmt::format("install the package {}", compression.package));
  }
  if (status < 0) throw error.got(fmt::format("tar could not be started: {}", std::strerror(-status)));
  throw error.got(fmt::format("tar failed with {}: {}", status, log.substr(0, log.find('\n'))))
      .fix("check that the archive is complete and that there is space in the cache (XDG_CACHE_HOME moves it)");
}

}  // namespace

fs::path unpack_once(const fs::path& archive, const std::string& name) {
  const auto [fingerprint, compression] = inspect(archive);
  const fs::path cache = cache_directory() / name;
  const fs::path target = cache / fingerprint;
  if (fs::exists(target)) return target;
  std::error_code code;
  fs::create_directories(cache, code);
  if (code) {
    throw Error("the cache directory could not be made (" + code.message() + ")")
        .where(cache.string())
        .fix("set XDG_CACHE_HOME to a directory that may be written to");
  }
  const Lock lock(cache / (fingerprint + ".lock"), "the cache",
                  "set XDG_CACHE_HOME to a directory on a local disk that may be written to");
  if (fs::exists(target)) return target;  // another process unpacked it while this one waited
  const fs::path part = cache / (fingerprint + ".part");
  const fs::path log = cache / (fingerprint + ".log");
  fs::remove_all(part, code);  // what a killed process left
  fs::create_directory(part, code);
  const int status = run_tar(archive, compression.option, part, log);
  const std::string complaint = fs::exists(log) ? read_file(log) : "";
  fs::remove(log, code);
  if (status == 0) fs::rename(part, target, code);
  if (status == 0 && !code) return target;
  const std::string reason = status == 0 ? code.message() : complaint;
  fs::remove_all(part, code);
  fail(archive, compression, status, reason);
}

}  // namespace seven
