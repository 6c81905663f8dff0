// Makes programs of students' files: only the student's file is compiled; the headers (compiled beforehand), the main
// program around it and the library are ready.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/lock.h"
#include "learn/manifest.h"

namespace seven::learn {

// How programs are compiled here; all of it was known when Seven Loops was built.
struct Toolchain {
  std::string compiler;           // "/usr/bin/c++"
  std::string architecture;       // of -march; empty for the compiler's default
  std::string archive;            // the library, libSevenLoops.a
  bool openmp = false;            // whether the library wants it
  std::filesystem::path root;     // the project's folder
  std::filesystem::path work;     // where finished parts are kept; made if missing
  std::string libraries = {};     // that the library needs beside, as options of the linker
  std::string kernel_flags = {};  // with which kernels are compiled to be checked
};

// A student's file as a program, or why there is none.
struct Built {
  std::filesystem::path program;     // empty: it could not be made
  std::string word;                  // "does not compile", "reads other files", ...
  std::string message;               // the compiler's first error, in one line
  std::string where;                 // "conv2d.cpp, line 12"
  std::vector<std::string> details;  // the compiler's lines after that
  std::vector<std::string> warnings;
  double seconds = 0.0;
};

class Workshop {
 public:
  // Prepares headers and main program, which takes a few seconds the first time and nothing later. Throws Error if the
  // compiler is missing or does not do its work.
  explicit Workshop(Toolchain toolchain);

  // Compiles the student's `file` for `exercise`, into `folder` (which exists). The file may include exercise.h, the
  // standard library and the library's headers; anything else (the solution, say) makes it "reads other files".
  [[nodiscard]] Built build(const Exercise& exercise, const std::filesystem::path& file,
                            const std::filesystem::path& folder) const;

  // The exercise's known mistakes as one program: each under its id before "/" and the function's name. Kept until
  // solution or manifest change. Throws Error if one does not compile.
  [[nodiscard]] std::filesystem::path references(const Exercise& exercise) const;

  [[nodiscard]] const Toolchain& toolchain() const { return toolchain_; }

 private:
  [[nodiscard]] bool is_clang() const;
  // `kernels`: of a file with kernels.
  [[nodiscard]] std::vector<std::string> compile_command(bool kernels) const;
  [[nodiscard]] std::vector<std::string> link_command(const std::filesystem::path& object,
                                                      const std::filesystem::path& program, bool kernels) const;
  void prepare();
  [[nodiscard]] Lock locked(const std::string& what) const;

  Toolchain toolchain_;
  std::filesystem::path parts_;  // headers, main program, references
};

// The solution with the mistake put in. Throws Error unless the text to find stands in it exactly once.
std::string with_mistake(const std::string& solution, const Mistake& mistake);

}  // namespace seven::learn
