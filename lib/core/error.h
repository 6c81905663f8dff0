// The one error type of the library: what failed, where, expected, got, and what to do next.
#pragma once

#include <exception>
#include <string>

namespace seven {

// Thrown for everything a user can cause. Built in one expression:
//
//   throw Error("the label is out of range")
//       .where("data_batch_1.bin, record 12").expected("0 to 9").got("77")
//       .fix("the file is damaged: unpack the archive again");
//
// `what()` is the whole message, one line for each part. The command line prints it and exits with `exit_code()`:
// 1 (failed), 2 (wrong use: an unknown name or option) or 77 (skipped for a stated reason, such as no data).
class Error : public std::exception {
 public:
  explicit Error(std::string what);

  Error& where(const std::string& text);
  Error& expected(const std::string& text);
  Error& got(const std::string& text);
  Error& fix(const std::string& text);
  Error& wrong_use();
  Error& skipped();

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] int exit_code() const noexcept { return exit_code_; }

 private:
  Error& line(const char* label, const std::string& text);

  std::string message_;
  int exit_code_ = 1;
};

}  // namespace seven
