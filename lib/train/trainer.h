// A training run: epochs of batches, a log, checkpoints, and the same bits whether it was interrupted or not.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "nn/net.h"
#include "train/checkpoint.h"
#include "train/metrics.h"
#include "train/recipe.h"

namespace seven {

// What one epoch came to.
struct EpochResult {
  Index epoch = 0;           // from 1
  double rate = 0.0;         // of weights
  double train_loss = 0.0;   // mean over the epoch, each image at the time it was seen
  double train_error = 0.0;  // top-1, likewise
  Score held_out;            // after the epoch
  double seconds = 0.0;      // of training alone
  double images_per_second = 0.0;
};

struct TrainOptions {
  std::filesystem::path directory;  // log.jsonl and checkpoint.safetensors go here; empty: neither is written
  bool resume = false;              // go on from the directory's checkpoint, if there is one
  std::string data = "unnamed";     // what the data set is called in checkpoints
  Index checkpoint_batches = 0;     // a checkpoint every so many batches, beside the one after each epoch
  Index stop_after_batches = 0;     // end after so many batches of this call, as if killed; 0: do not
  int loader_threads = 1;
  std::ostream* out = nullptr;  // where progress and warnings go; null: nowhere
  bool terminal = false;        // whether `out` is a terminal
  std::function<void(const EpochResult&)> on_epoch;
};

// Trains the net by the recipe and returns what each epoch of this call came to. Throws Error if the loss or a
// parameter is not finite any more (naming the first layer that holds such a number; the checkpoint stays the last one
// without), if a checkpoint does not fit the net, the data and the recipe, and if the directory cannot be written to.
std::vector<EpochResult> train(Net<float>& net, const Recipe& recipe, const Dataset& training, const Dataset& held_out,
                               const TrainOptions& options);

// The names in a checkpoint's or a data set's list, joined by commas, and back.
std::string join_names(const std::vector<std::string>& names);
std::vector<std::string> split_names(const std::string& text);

}  // namespace seven
