// Counts what a GPU's profiler would count, for each line of a kernel: requests of warps, 32-byte sectors that they
// touch in device memory, and wavefronts that conflicts between the banks of shared memory make of them.
//
// A request is the k-th access of one instruction by the lanes of a warp. It is counted from the source as the compiler
// of the CPU sees it: a GPU's compiler may merge, move or drop loads. Caches are not modelled.
// Chapter 08: chapters/08_first_kernels/README.md.
// Chapter 09: chapters/09_tiles/README.md.
#pragma once

#include <cstdint>
#include <functional>
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
  std::string memory;  // what it accessed: "x", "__shared__ As"
  bool write = false, shared = false, atomic = false;
  unsigned bytes = 0;          // of one lane's access
  std::uint64_t accesses = 0;  // of single lanes
  std::uint64_t requests = 0;
  std::uint64_t sectors = 0;     // device memory: 32 bytes each
  std::uint64_t wavefronts = 0;  // shared memory: one if no two lanes want different words of a bank
  std::uint64_t ideal = 0;       // sectors or wavefronts, if the lanes' words lay side by side
  bool diverged = false;         // lanes took different numbers of turns: requests are approximate
};

// The source with the counts in its margin.
std::string profile_text(const std::vector<LineCounts>& lines, std::uint64_t barriers, bool cut);

class Profile {
 public:
  void record(const Thread& thread, const Recorded& access);
  void count_barrier() { ++barriers_; }
  // Puts together what the lanes of each warp did since the last barrier. `name_of` says what memory is called.
  void merge(const Block& block, const std::function<std::string(const void* address)>& name_of);

  // By file and line.
  [[nodiscard]] std::vector<LineCounts> lines() const;
  [[nodiscard]] std::uint64_t barriers() const { return barriers_; }
  // Whether a block made more accesses between two barriers than are kept: the rest is not counted.
  [[nodiscard]] bool cut() const { return cut_; }
  [[nodiscard]] std::string text() const { return profile_text(lines(), barriers_, cut_); }

 private:
  struct Key {
    const void* pc;
    bool write, shared;  // one instruction of a function may be handed either memory
    auto operator<=>(const Key&) const = default;
  };
  static constexpr std::size_t kMost = std::size_t{1} << 23;

  std::vector<std::vector<Recorded>> logs_;  // of each thread, since the last barrier
  std::size_t recorded_ = 0;                 // in all of them
  bool cut_ = false;
  std::map<Key, LineCounts> counts_;
  std::uint64_t barriers_ = 0;  // of blocks
};

// Of one request: the 32-byte sectors that these lanes touch.
unsigned sectors_of(const std::vector<Recorded>& lanes);
// Of one request: how often shared memory has to be asked. 8-byte accesses go half a warp at a time, 16-byte ones a
// quarter; the lanes' numbers are given beside.
unsigned wavefronts_of(const std::vector<Recorded>& lanes, const std::vector<unsigned>& numbers);

}  // namespace seven::simt
