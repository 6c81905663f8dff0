// A small run of `seven train`, made once for all tests of a file.
#pragma once

#include "support/program.h"

// The options of the run: four batches, one epoch.
inline const std::string kTinyRun = "train --net demo --data synth --images 256 --epochs 1 --threads 2 ";

// The directory of a finished run; tests copy what they spoil.
inline const std::filesystem::path& trained_demo() {
  static const TemporaryDirectory directory;
  static const bool done = [] {
    check_program(kTinyRun + "--out " + quoted(directory / "run"), 0, {"epoch   1/1", "held out"});
    return true;
  }();
  REQUIRE(done);
  static const std::filesystem::path run = directory / "run";
  return run;
}

inline std::filesystem::path trained_checkpoint() { return trained_demo() / "checkpoint.safetensors"; }
