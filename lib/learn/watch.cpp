#include "learn/watch.h"

#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <filesystem>
#include <ostream>

#include "core/error.h"
#include "learn/session.h"

namespace seven::learn {

namespace {

// Keys without Enter and without echo; as it was afterwards, also after Ctrl-C.
class RawKeys {
 public:
  RawKeys(int file, bool wanted) : file_(file), active_(wanted && ::tcgetattr(file, &before_) == 0) {
    if (!active_) return;
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);  // Ctrl-C comes as a key
    ::tcsetattr(file_, TCSANOW, &raw);
  }
  ~RawKeys() {
    if (active_) ::tcsetattr(file_, TCSANOW, &before_);
  }
  RawKeys(const RawKeys&) = delete;
  RawKeys& operator=(const RawKeys&) = delete;

 private:
  int file_;
  termios before_{};
  bool active_;
};

struct Look {
  std::filesystem::file_time_type saved{};
  std::uintmax_t size = 0;
  bool operator==(const Look&) const = default;
};

// Of a file that is not there: nothing.
Look look_at(const std::filesystem::path& file) {
  Look look;
  std::error_code missing;
  look.saved = std::filesystem::last_write_time(file, missing);
  look.size = std::filesystem::file_size(file, missing);
  return missing ? Look{} : look;
}

// The next key; 0 if none came in this time, -1 at the end of the input.
int key_within(int input, int milliseconds) {
  pollfd file{input, POLLIN, 0};
  if (::poll(&file, 1, milliseconds) <= 0) return 0;
  char key = 0;
  return ::read(input, &key, 1) == 1 ? static_cast<unsigned char>(key) : -1;
}

class Watch {
 public:
  Watch(Session& session, std::ostream& out, const WatchOptions& options)
      : session_(session), out_(out), options_(options), keys_(options.input, options.terminal) {}

  void loop() {
    session_.workshop(out_);
    check();
    while (true) {
      const int key = key_within(options_.input, options_.poll_milliseconds);
      if (key < 0 || key == 'q' || key == 3 || key == 4) break;
      if (key > 0) {
        try {
          press(key);
        } catch (const Error& error) {
          out_ << error.what() << "\n" << std::flush;
        }
      } else if (!options_.manual && !(look_at(file()) == seen_)) {
        check();
      }
    }
    out_ << "see you: ./seven learn goes on here\n";
  }

 private:
  [[nodiscard]] std::filesystem::path file() const { return session_.file(session_.at_hand()); }

  void check() {
    seen_ = look_at(file());  // before the check: a save meanwhile is seen afterwards
    if (options_.terminal) out_ << "\033[2J\033[H";
    session_.run(out_, "");
    menu();
  }

  void menu() {
    out_ << fmt::format(
                "\n{}: {}\nn next  h hint  l list  r run  s solution  x reset  q quit\n",
                options_.manual ? "manual mode, r checks your file" : "watching, save your file and it is checked",
                session_.at_hand().path())
         << std::flush;
  }

  void press(int key) {
    switch (key) {
      case 'n':
        if (session_.next(out_, false)) check();
        break;
      case 'h': session_.hint(out_, ""); break;
      case 'l': session_.list(out_); break;
      case 'r': check(); break;
      case 's': session_.solution(out_, ""); break;
      case 'x':
        out_ << "put the file back as it was at the start? yours is kept beside it. y: yes\n" << std::flush;
        if (key_within(options_.input, 60000) == 'y') session_.reset(out_, "");
        break;
      default: break;
    }
    out_ << std::flush;
  }

  Session& session_;
  std::ostream& out_;
  WatchOptions options_;
  RawKeys keys_;
  Look seen_;
};

}  // namespace

void watch(Session& session, std::ostream& out, const WatchOptions& options) { Watch(session, out, options).loop(); }

}  // namespace seven::learn
