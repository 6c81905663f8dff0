// The real course with a workshop of its own, made once for a test program; and a student's file in a folder.
#pragma once

#include <doctest.h>

#include <string>

#include "cli/common.h"
#include "core/file.h"
#include "learn/manifest.h"
#include "learn/run.h"
#include "learn/workshop.h"
#include "support/message.h"
#include "support/temporary_directory.h"

namespace course {

inline const seven::learn::Manifest& manifest() {
  static const seven::learn::Manifest manifest = seven::learn::read_manifest(SEVEN_SOURCE_DIR);
  return manifest;
}

inline const seven::learn::Workshop& workshop() {
  static const seven::learn::Workshop workshop([] {
    seven::learn::Toolchain toolchain = seven::cli::toolchain();
    toolchain.work = std::filesystem::path(toolchain.work) / "tests";
    toolchain.root = SEVEN_SOURCE_DIR;
    return toolchain;
  }());
  return workshop;
}

inline std::string solution(const std::string& id) {
  return seven::read_file(std::filesystem::path(SEVEN_SOURCE_DIR) / "solutions" / manifest().exercise(id).path());
}

// What the checks say to a file with this text.
inline seven::learn::ExerciseResult result_of(const std::string& id, const std::string& text,
                                              const seven::learn::RunOptions& options = {}) {
  const TemporaryDirectory folder;
  seven::write_file(folder / (id + ".cpp"), text);
  return seven::learn::run_exercise(workshop(), manifest().exercise(id), folder / (id + ".cpp"), options);
}

// A file for output_size with this body, and what stands before the function.
inline std::string output_size(const std::string& body, const std::string& before = "") {
  return "#include \"exercise.h\"\n" + before + "\nint output_size(int size, int kernel, int stride, int pad) {\n" +
         body + "\n}\n";
}

inline const char* const kRight = "return (size + 2 * pad - kernel) / stride + 1;";

}  // namespace course
