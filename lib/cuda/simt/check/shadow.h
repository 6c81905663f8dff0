// What is remembered of each word of memory, and the rule by which two accesses to it are a race.
//
// The rule compares epochs, not luck: it finds a race in one run, in whatever order the threads took their turns. Each
// thread counts the barriers that it has passed (block_epoch) and the warp barriers (warp_epoch). Two accesses by
// different threads of a block are ordered if their block epochs differ, or if they are of one warp and its epochs
// differ. Two blocks are never ordered, but for those that meet (Checker::meet). An unordered pair is a race if at
// least one of the two writes and not both are atomic. Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace seven::simt {

// One access to one word of 4 bytes.
struct Access {
  const void* pc = nullptr;  // null: there was none
  std::uint32_t launch = 0;
  std::uint32_t block = 0;  // number within the grid
  std::uint32_t block_epoch = 0;
  std::uint32_t warp_epoch = 0;
  std::uint16_t thread = 0;  // number within the block
  std::uint8_t bytes = 0;    // a bit for each byte of the word
  bool write = false;
  bool atomic = false;
};

//! [race]
inline bool ordered(const Access& a, const Access& b) {
  if (a.launch != b.launch) return true;
  if (a.block != b.block) return false;
  if (a.thread == b.thread || a.block_epoch != b.block_epoch) return true;
  return a.thread / 32 == b.thread / 32 && a.warp_epoch != b.warp_epoch;
}

inline bool race(const Access& a, const Access& b) {
  if (a.pc == nullptr || b.pc == nullptr || (a.bytes & b.bytes) == 0) return false;
  if (!a.write && !b.write) return false;
  if (a.atomic && b.atomic) return false;
  return !ordered(a, b);
}
//! [race]

struct Cell {
  Access write;     // the last
  Access reads[2];  // the last two by different threads
  bool initialised = false;

  // A thread that reads a word and then changes it atomically, by atomicCAS, finds out if its value was an old one:
  // that read counts as a part of the atomic operation.
  void take_in_reads(const Access& atomic) {
    for (Access& read : reads) {
      if (read.thread == atomic.thread && read.block == atomic.block && read.launch == atomic.launch) {
        read.atomic = true;
      }
    }
  }

  // Notes the access. Whether it races with an earlier one, which then is in `other`.
  bool note(const Access& now, Access& other) {
    bool found = false;
    for (const Access* earlier : {&write, &reads[0], &reads[1]}) {
      if (found || !race(*earlier, now)) continue;
      other = *earlier;
      found = true;
    }
    if (now.write) {
      write = now;
      return found;
    }
    const bool same = reads[0].thread == now.thread && reads[0].block == now.block && reads[0].launch == now.launch;
    if (!same) reads[1] = reads[0];
    reads[0] = now;
    return found;
  }
};

// The cells of a stretch of memory. Room for them is made where somebody comes: a large buffer costs what is used of
// it.
class Cells {
 public:
  explicit Cells(std::size_t words = 0, bool initialised = false)
      : shift_(std::min(static_cast<unsigned>(std::bit_width(words)), kLargest)),
        chunks_((words + chunk() - 1) / chunk()),
        initialised_(chunks_.size(), initialised) {}

  Cell& operator[](std::size_t word) {
    Cell* cells = chunks_[word >> shift_].get();
    return (cells != nullptr ? cells : make(word >> shift_))[word & (chunk() - 1)];
  }

  // The host has written these words: what was known of them is of no more use.
  void set(std::size_t first, std::size_t end) {
    for (std::size_t word = first; word < end;) {
      if ((word & (chunk() - 1)) == 0 && end - word >= chunk()) {
        chunks_[word >> shift_] = nullptr;
        initialised_[word >> shift_] = true;
        word += chunk();
      } else {
        (*this)[word] = Cell{};
        (*this)[word++].initialised = true;
      }
    }
  }

  // Nobody has been here: shared memory at the beginning of a block.
  void forget() {
    for (const auto& cells : chunks_) {
      if (cells != nullptr) std::fill_n(cells.get(), chunk(), Cell{});
    }
  }

 private:
  static constexpr unsigned kLargest = 10;

  [[nodiscard]] std::size_t chunk() const { return std::size_t{1} << shift_; }  // cells

  Cell* make(std::size_t number) {
    chunks_[number] = std::make_unique<Cell[]>(chunk());
    for (std::size_t i = 0; i < chunk(); ++i) chunks_[number][i].initialised = initialised_[number];
    return chunks_[number].get();
  }

  unsigned shift_;
  std::vector<std::unique_ptr<Cell[]>> chunks_;
  std::vector<bool> initialised_;  // of a chunk that is not there yet
};

}  // namespace seven::simt
