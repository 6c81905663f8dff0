// CIFAR-10 in its binary version: 60,000 images of 32x32 in ten classes (A. Krizhevsky, "Learning Multiple Layers of
// Features from Tiny Images", 2009). How to get it: datasets/cifar10/README.md.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "data/dataset.h"

namespace seven {

// Reads the training images (data_batch_1.bin to data_batch_5.bin) or the test images (test_batch.bin) into memory, and
// the class names from batches.meta.txt, if it is there. A record is a label byte, 0 to 9, then 32x32 bytes of red, of
// green and of blue; the files may hold any number of them, but all the same (10,000 in the official ones). Throws
// Error naming the file, and the record, for a missing file, a directory in place of one, a wrong size, and a label out
// of range.
std::unique_ptr<Dataset> read_cifar10(const std::filesystem::path& directory, Split split);

// The directory with the .bin files. Looks at `given` and nowhere else; without it at $SEVEN_DATA, then at
// datasets/cifar10/data. Each may be a directory with the .bin files, one with cifar-10-batches-bin or with the archive
// cifar-10-binary.tar.gz (or .tar.xz) in it, or such an archive. An archive is unpacked once, by the program tar, into
// $XDG_CACHE_HOME/seven-loops (~/.cache/seven-loops), where later calls and other processes find it complete or not at
// all. Throws Error: failed, if `given` holds no CIFAR-10; skipped (exit code 77), if it is nowhere; failed, if an
// archive cannot be unpacked.
std::filesystem::path find_cifar10(const std::optional<std::filesystem::path>& given = std::nullopt);

}  // namespace seven
