// The log of a run: one JSON object a line (JSON Lines), so that any program can read it while the run goes on.
#pragma once

#include <filesystem>
#include <fstream>

#include "train/trainer.h"

namespace seven {

class TrainLog {
 public:
  // Opens the log for appending; an empty path writes nothing. Lines of batches that are not done yet (`done`: batches
  // before the checkpoint that is resumed from) are dropped, since the run will write them again.
  TrainLog(const std::filesystem::path& path, Index done);

  void batch(Index step, Index epoch, Index batch, double loss, double rate);
  void epoch(Index step, const EpochResult& result);

 private:
  std::ofstream out_;
};

}  // namespace seven
