#include "core/file.h"

#include <doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <string>

#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;
namespace fs = std::filesystem;

namespace {

// Makes one step of saving fail, for the length of a test.
class Fault {
 public:
  Fault(std::string step, int code, int skip = 0) {
    set_write_fault([step, code, skip](std::string_view now) mutable { return now == step && skip-- <= 0 ? code : 0; });
  }
  ~Fault() { set_write_fault(nullptr); }
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;
};

std::string listing(const fs::path& directory) {
  std::map<std::string, int> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) ++names[entry.path().filename().string()];
  std::string text;
  for (const auto& [name, count] : names) text += name + " ";
  return text;
}

}  // namespace

TEST_CASE("what is written is read back, zeros, newlines and nothing included") {
  const TemporaryDirectory directory;
  std::string large(1'000'000, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 7 + i / 256);
  for (const std::string& bytes : {std::string(), std::string("a\0b\r\n", 5), large}) {
    write_file(directory / "file", bytes);
    CHECK(read_file(directory / "file") == bytes);
  }
  CHECK(listing(directory.path()) == "file ");
}

TEST_CASE("a step that fails leaves the old file and no temporary") {
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  for (const char* step : {"open", "write", "sync", "rename"}) {
    for (const int code : {ENOSPC, EACCES, EIO}) {
      CAPTURE(step);
      CAPTURE(code);
      const Fault fault(step, code);
      int exit_code = 0;
      const std::string message = message_of([&] { write_file(directory / "file", "new"); }, &exit_code);
      CHECK(exit_code == 1);
      CHECK(contains(message, step));
      CHECK(contains(message, (directory / "file").string()));
      CHECK(contains(message, "the old file is unchanged"));
      CHECK(contains(message, code == ENOSPC ? "free some space" : "may be written"));
      CHECK(read_file(directory / "file") == "old");
      CHECK(listing(directory.path()) == "file ");
    }
  }
  write_file(directory / "file", "new");
  CHECK(read_file(directory / "file") == "new");
}

TEST_CASE("a failed first save leaves nothing") {
  const TemporaryDirectory directory;
  const Fault fault("sync", ENOSPC);
  CHECK(!contains(message_of([&] { write_file(directory / "file", "new"); }), "old file"));
  CHECK(listing(directory.path()).empty());
}

// The temporary's name is known, so a link to /dev/full in its place makes the kernel itself refuse the bytes.
TEST_CASE("a disk that is really full leaves the old file") {
  if (!fs::exists("/dev/full")) {
    MESSAGE("skipped: this system has no /dev/full");
    return;
  }
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  fs::create_symlink("/dev/full", directory / ("file.tmp" + std::to_string(::getpid())));
  CHECK(contains(message_of([&] { write_file(directory / "file", "new"); }), "free some space"));
  CHECK(read_file(directory / "file") == "old");
  CHECK(listing(directory.path()) == "file ");
}

TEST_CASE("an unwritable directory is an error") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may write anywhere");
    return;
  }
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  fs::permissions(directory.path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(contains(message_of([&] { write_file(directory / "file", "new"); }), "may be written"));
  fs::permissions(directory.path(), fs::perms::owner_all);
  CHECK(read_file(directory / "file") == "old");
}

TEST_CASE("places where no file can be are refused") {
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  CHECK(contains(message_of([&] { write_file(directory.path(), "x"); }), "a directory stands"));
  CHECK(contains(message_of([&] { write_file(directory / "absent" / "file", "x"); }), "open"));
  CHECK(contains(message_of([&] { write_file(directory / "file" / "child", "x"); }), "open"));
  CHECK(contains(message_of([&] { write_file(directory / std::string(300, 'a'), "x"); }), "open"));
  CHECK(listing(directory.path()) == "file ");
}

TEST_CASE("a pipe is not replaced by a file") {
  const TemporaryDirectory directory;
  REQUIRE(::mkfifo((directory / "pipe").c_str(), 0600) == 0);
  CHECK(contains(message_of([&] { write_file(directory / "pipe", "x"); }), "a device or pipe"));
  CHECK(fs::is_fifo(directory / "pipe"));
}

TEST_CASE("reading an absent file or a directory says so") {
  const TemporaryDirectory directory;
  CHECK(contains(message_of([&] { read_file(directory / "absent"); }), "no such file"));
  CHECK(contains(message_of([&] { read_file(directory.path()); }), "a directory stands where a file should be"));
}

TEST_CASE("a device is no file: /dev/zero never ends") {
  if (!fs::exists("/dev/zero")) return;
  CHECK(contains(message_of([] { read_file("/dev/zero"); }), "a device stands where a file should be"));
}

TEST_CASE("directories are made with those above them, or the one in the way is named") {
  const TemporaryDirectory directory;
  make_directories(directory / "a/b/c");
  make_directories(directory / "a/b/c");
  CHECK(fs::is_directory(directory / "a/b/c"));
  write_file(directory / "file", "x");
  for (const fs::path& bad : {directory / "file", directory / "file/below", directory / std::string(300, 'a')})
    CHECK(contains(message_of([&] { make_directories(bad); }), bad.string()));
}

TEST_CASE("what killed processes left is removed, and nothing else") {
  const TemporaryDirectory directory;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  const std::string gone = std::to_string(child);
  const std::string alive = std::to_string(::getpid());
  for (const char* name : {"f", "f.tmpx", "f.tmp", "g.tmp"}) write_file(directory / name, "x");
  for (const std::string& name : {"f.tmp" + gone, "f.tmp" + alive, "f.tmp" + gone + ".png", "g.tmp" + gone})
    write_file(directory / name, "x");
  remove_leftovers(directory / "f");
  CHECK(!fs::exists(directory / ("f.tmp" + gone)));
  for (const std::string& name : {std::string("f"), std::string("f.tmpx"), std::string("f.tmp"), "f.tmp" + alive,
                                  "f.tmp" + gone + ".png", "g.tmp" + gone})
    CHECK_MESSAGE(fs::exists(directory / name), name);
  remove_leftovers(directory / "absent/f");
}
