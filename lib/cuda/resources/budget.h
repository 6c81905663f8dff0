// What the author of a kernel means it to need, in a comment directly above it:
//   // Budget: 256 threads, 2 blocks.
//   // Budget: 256 threads, 2 blocks; double: 1.
//   // Budget: 128 threads, 3 blocks, 32768 bytes.
// The threads of its blocks; the least number of blocks that fit a multiprocessor at a time, on every architecture (and
// of the instances for double, if fewer); the shared memory that the launch adds.
#pragma once

#include <map>
#include <string>

namespace seven::cuda {

struct Budget {
  int threads = 0;
  int blocks = 0;
  int blocks_double = 0;
  int bytes = 0;

  [[nodiscard]] int blocks_for(bool of_doubles) const { return of_doubles ? blocks_double : blocks; }
};

// Of all kernels in a file that have one, by their names. `where` is the file, for the error. Throws Error for a budget
// that cannot be read.
std::map<std::string, Budget> budgets_in(const std::string& source, const std::string& where);

}  // namespace seven::cuda
