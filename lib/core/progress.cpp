#include "core/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

namespace seven {

Progress::Progress(std::ostream& out, bool terminal, std::string title, Index total, std::string unit)
    : out_(out), terminal_(terminal), title_(std::move(title)), total_(total), unit_(std::move(unit)) {}

Progress::~Progress() { finish(); }

void Progress::advance(Index count, const std::string& note) {
  done_ += count;
  note_ = note;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const double pause = terminal_ ? 0.1 : 10.0;  // a log wants a line now and then, not ten a second
  if (seconds - last_drawn_ >= pause && done_ < total_) draw(seconds);
}

void Progress::finish() {
  if (std::exchange(finished_, true)) return;
  draw(std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count());
  if (terminal_) out_ << '\n' << std::flush;
}

std::string Progress::line(double seconds) const {
  const double share =
      total_ > 0 ? std::clamp(static_cast<double>(done_) / static_cast<double>(total_), 0.0, 1.0) : 1.0;
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0.0;
  std::string text = title_;
  if (terminal_) {
    constexpr int kWidth = 24;
    const int filled = static_cast<int>(share * kWidth);
    text += " ";
    for (int i = 0; i < kWidth; ++i) text += i < filled ? "█" : "░";
  }
  text += fmt::format(" {:3.0f} %  {:.0f} {}/s", 100 * share, rate, unit_);
  if (done_ < total_ && rate > 0) text += ", " + duration_text(static_cast<double>(total_ - done_) / rate) + " left";
  if (done_ >= total_) text += ", " + duration_text(seconds);
  if (!note_.empty()) text += "  " + note_;
  return text;
}

void Progress::draw(double seconds) {
  last_drawn_ = seconds;
  if (terminal_) {
    out_ << '\r' << line(seconds) << "\033[K"
         << std::flush;  // back to the left edge, and clear what a longer line left
  } else {
    out_ << line(seconds) << '\n' << std::flush;
  }
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<Index>(std::llround(std::max(0.0, seconds)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

}  // namespace seven
