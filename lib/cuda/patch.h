// A patch of a map, as the threads of a block go through it together, and its size.
#pragma once

#include <algorithm>

#include "core/types.h"
#include "cuda/kernel.h"

namespace seven {

// Thread t takes the elements t, t + threads, t + 2 threads, ... of rows x columns, counted row by row: neighbours go
// to neighbouring lanes and no lane is idle before the last turn, however narrow the patch is. Only the start
// takes divisions.
//! [walk]
class PatchWalk {
 public:
  int row, column;

  // Either may be 0.
  __forceinline__ __device__ PatchWalk(int rows, int columns)
      : rows_(columns > 0 ? rows : 0), columns_(max(1, columns)) {
    const int threads = blockDim.x;
    const int first = threadIdx.x;
    row = first / columns_;
    column = first - row * columns_;
    down_ = threads / columns_;
    right_ = threads - down_ * columns_;
  }
  [[nodiscard]] __forceinline__ __device__ bool inside() const { return row < rows_; }
  __forceinline__ __device__ void next() {
    row += down_;
    column += right_;
    if (column < columns_) return;
    column -= columns_;
    ++row;
  }

 private:
  int rows_, columns_;
  int down_, right_;  // one turn further
};
//! [walk]

// Of `length`, the share of each of as few parts as there are with at most `most` in a part: 33 of 65, not 64 and 1.
inline Index even_share(Index length, Index most) {
  const Index parts = (length + most - 1) / most;
  return (length + parts - 1) / parts;
}

// Threads of a block for patches of so many elements: at most 256, in whole warps.
inline unsigned threads_for_patch(Index elements) {
  return static_cast<unsigned>(std::clamp<Index>((elements + 31) / 32 * 32, 32, 256));
}

// What a block may have of shared memory without asking for more.
inline constexpr Index kSharedBytes = 48 * 1024;
// The largest second and third dimension of a grid.
inline constexpr Index kLargestGridYZ = 65535;

}  // namespace seven
