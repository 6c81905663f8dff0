// Counts what a GPU's profiler would count, for each line of a kernel: requests of warps, 32-byte sectors that they
// touch in device memory, and wavefronts that conflicts between the banks of shared memory make of them.
//
// A request is the k-th access of one instruction by the lanes of a warp. It is counted from the source as the compiler
// of the CPU sees it: a GPU's compiler may merge, move or drop loads. Caches are not modelled.
// Chapter 08: chapters/08_first_kernels/README.md.
// Chapter 09: chapters/09_tiles/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cuda/simt/block.h"

namespace seven::simt {

struct Recorded {
  const void* pc;
  const void* address;
  std::uint8_t bytes;
  bool write, shared, atomic;
};

struct LineCounts {
  std::string file;
  int line = 0;
  std::string text;
  bool write = false, shared = false, atomic = false;
  unsigned bytes = 0;          // of one lane's access
  std::uint64_t accesses = 0;  // of single lanes
  std::uint64_t requests = 0;
  std::uint64_t sectors = 0;     // device memory: 32 bytes each
  std::uint64_t wavefronts = 0;  // shared memory: one if no two lanes want different words of a bank
  std::uint64_t ideal = 0;       // sectors or wavefronts, if the lanes' words lay side by side
  bool diverged = false;         // lanes took different numbers of turns: requests are approximate
};

class Profile {
 public:
  void record(const Thread& thread, const Recorded& access);
  void count_barrier() { ++barriers_; }
  // Puts together what the lanes of each warp did since the last barrier.
  void merge(const Block& block);

  // By file and line.
  [[nodiscard]] std::vector<LineCounts> lines() const;
  [[nodiscard]] std::uint64_t barriers() const { return barriers_; }
  // The source with the counts in its margin.
  [[nodiscard]] std::string text() const;

 private:
  struct Key {
    const void* pc;
    bool write, shared;  // one instruction of a function may be handed either memory
    auto operator<=>(const Key&) const = default;
  };
  std::vector<std::vector<Recorded>> logs_;  // of each thread
  std::map<Key, LineCounts> counts_;
  std::uint64_t barriers_ = 0;  // of blocks
};

// Of one request: the 32-byte sectors that these lanes touch.
unsigned sectors_of(const std::vector<Recorded>& lanes);
// Of one request: how often shared memory has to be asked. 8-byte accesses go half a warp at a time, 16-byte ones a
// quarter; the lanes' numbers are given beside.
unsigned wavefronts_of(const std::vector<Recorded>& lanes, const std::vector<unsigned>& numbers);

}  // namespace seven::simt
