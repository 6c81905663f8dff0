// The log of a run: one JSON object a line (JSON Lines), so that any program can read it while the run goes on.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "train/trainer.h"

namespace seven {

class TrainLog {
 public:
  // Opens the log for appending; an empty path writes nothing. Lines of batches and epochs that are not done yet
  // (`batches` and `epochs` before the checkpoint that is resumed from) are dropped, since the run will write them
  // again. Throws Error where the log cannot be written, as batch() and epoch() do on a full disk.
  TrainLog(const std::filesystem::path& path, Index batches, Index epochs);

  void batch(Index step, Index epoch, Index batch, double loss, double rate);
  void epoch(Index step, const EpochResult& result);

 private:
  void write(const std::string& line);

  std::filesystem::path path_;
  std::ofstream out_;
};

}  // namespace seven
