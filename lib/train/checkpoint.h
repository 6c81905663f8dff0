// A checkpoint: everything a run needs to go on, or a net needs to predict, in one safetensors file.
//
// Tensors: each parameter by its name, its velocity as "velocity/<name>", and the mean image as "mean". The rest stands
// in the metadata, with a version and a checksum (XXH3, 64 bits) over the whole file, its own sixteen digits read as
// zeros. Numbers are written so that they come back bit for bit.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <filesystem>
#include <string>

#include "core/any_tensor.h"
#include "train/schedule.h"

namespace seven {

inline constexpr int kCheckpointVersion = 1;

struct Checkpoint {
  std::string net;          // the model's name
  std::string data;         // what it was trained on: "cifar10", "synth"
  std::string class_names;  // separated by commas
  Index classes = 0;
  Index batch = 0;         // of the recipe: a run cannot be resumed with another
  std::uint64_t seed = 0;  // likewise
  Index crop = 0;
  Index training_images = 0;  // of the data set: likewise; 0 where it is not known
  Index epoch = 0;            // training goes on in this epoch (from 0) ...
  Index next_batch = 0;       // ... with this batch (from 0)
  double loss_sum = 0.0;      // over the images of this epoch so far
  Index wrong = 0;            // of them, classified wrongly
  Index images = 0;           // of them, seen
  ScheduleState schedule;
  Tensors tensors;
};

// Written atomically (core/file.h): whatever fails, the old file stays. Throws Error.
void save_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

// Throws Error for a file that is no checkpoint, is cut short, fails its checksum or was written by a newer version.
Checkpoint load_checkpoint(const std::filesystem::path& path);

}  // namespace seven
