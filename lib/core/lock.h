// One process at a time, and one thread: a file that is locked while somebody prepares what others are to find ready.
#pragma once

#include <filesystem>
#include <string>

namespace seven {

// Holds the lock file at `path` until the end of its life, and waits for whoever holds it. The file is made if it is
// not there, and stays. Throws Error, which says that `what` cannot be locked and what to do: `fix`.
class Lock {
 public:
  Lock(const std::filesystem::path& path, const std::string& what, const std::string& fix);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int file_;
};

}  // namespace seven
