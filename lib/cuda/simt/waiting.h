// Who waits where, in a block whose threads wait for each other for ever.
#pragma once

#include <string>
#include <vector>

#include "cuda/simt/block.h"

namespace seven::simt {

struct Waiting {
  const void* first = nullptr;  // where the first of them waits
  // "40 threads wait at tile.cu:21, the first is (0, 0, 0):  __syncthreads();" for each place, in the order of their
  // first threads; then "0 have ended".
  std::vector<std::string> lines;
};

Waiting waiting_threads(const Block& block);

}  // namespace seven::simt
