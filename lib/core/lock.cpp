#include "core/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace seven {

Lock::Lock(const std::filesystem::path& path, const std::string& what, const std::string& fix)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
  int result = file_;
  if (file_ >= 0) {
    do {
      result = ::flock(file_, LOCK_EX);
    } while (result < 0 && errno == EINTR);
  }
  if (result >= 0) return;
  const std::string reason = std::strerror(errno);
  if (file_ >= 0) ::close(file_);
  throw Error(what + " cannot be locked (" + reason + ")").where(path.string()).fix(fix);
}

Lock::~Lock() { ::close(file_); }

}  // namespace seven
