#include "core/error.h"

#include <utility>

namespace seven {

Error::Error(std::string what) : message_(std::move(what)) {}

Error& Error::where(const std::string& text) { return line("where:    ", text); }
Error& Error::expected(const std::string& text) { return line("expected: ", text); }
Error& Error::got(const std::string& text) { return line("got:      ", text); }
Error& Error::fix(const std::string& text) { return line("do:       ", text); }

Error& Error::wrong_use() {
  exit_code_ = 2;
  return *this;
}

Error& Error::skipped() {
  exit_code_ = 77;
  return *this;
}

Error& Error::line(const char* label, const std::string& text) {
  message_ += "\n  ";
  message_ += label;
  message_ += text;
  return *this;
}

}  // namespace seven
