// The synthetic data set: twelve forms under changing light on cluttered backgrounds, rendered here, so that a network
// can learn something with nothing downloaded. Colour, place and size tell nothing; only the form does.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/image.h"

namespace seven {

struct SynthOptions {
  Index images = 10000;
  Index size = 32;     // height and width, 16 to 512
  Index classes = 10;  // the first so many of synth_class_names(), 2 to 12
  std::uint64_t seed = 1;
  Split split = Split::train;
};

// "disc", "square", ...: all twelve.
const std::vector<std::string>& synth_class_names();

// Image i depends on the seed, the split, the size, the number of classes and i: not on the number of threads, the
// other images or how many there are. Of each run of `classes` images from a multiple of it, every class has one. Sets
// of up to 512 MiB are rendered here and kept; larger ones are rendered on request. Throws Error (wrong use) for sizes
// and numbers out of range.
std::unique_ptr<Dataset> make_synth(const SynthOptions& options);

struct SynthFolderOptions {
  std::filesystem::path out;
  Index images = 5000;    // training images
  Index held_out = 1000;  // validation images
  Index size = 64;
  Index classes = 10;
  std::uint64_t seed = 1;
  int quality = 92;  // of the JPEGs
};

// Writes both splits in the layout of ILSVRC:
//   train/<wnid>/<wnid>_<n>.JPEG   val/ILSVRC2012_val_<8 digits>.JPEG   synsets.txt (line k, from 0, is label k)
//   train.txt val.txt ("path label", the path below `out`)   words.txt ("wnid: name")
// with invented wnids n90000001, ... Throws Error if `out` already holds something, or cannot be written.
void write_synth_folder(const SynthFolderOptions& options);

}  // namespace seven
