// Who touches which word in one launch: what a picture of it is drawn from.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "cuda/simt/block.h"

namespace seven::simt {

struct TouchedWord {  // of 4 bytes
  bool read = false, write = false;
  unsigned count = 0;              // accesses
  unsigned block = 0, thread = 0;  // the first to come: number within the grid, and within the block
  bool by_other_warps = false;     // somebody of another warp came too
};

struct TouchedMemory {
  std::string name;
  bool shared = false;
  std::size_t bytes = 0;
  std::vector<TouchedWord> words;  // the first kWords at most
};

struct Touched {
  static constexpr std::size_t kWords = 2048;

  std::string kernel;  // "" if there was no such launch
  dim3 grid, block;
  std::vector<TouchedMemory> memory;  // in the order in which it was first touched; of shared memory, that of block 0

  // Where `begin` is known already.
  [[nodiscard]] TouchedMemory* find(const std::byte* begin);
  TouchedMemory& add(const std::byte* begin, TouchedMemory fresh);
  static void touch(TouchedMemory& memory, std::size_t first_byte, unsigned bytes, bool write, unsigned block,
                    const Thread& thread);

 private:
  std::map<const std::byte*, std::size_t> places_;
};

}  // namespace seven::simt
