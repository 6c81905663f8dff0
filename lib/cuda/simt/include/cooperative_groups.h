// Of CUDA's cooperative groups, what kernels of one block use: the block, and tiles of it no larger than a warp.
// Not here: coalesced groups, the grid, clusters, reduce() and memcpy_async().
#pragma once

#include "cuda/simt/runtime_api.h"

namespace cooperative_groups {

class thread_block {
 public:
  SEVEN_SIMT_CALL void sync() const { ::seven::simt::barrier(false, SEVEN_SIMT_HERE); }
  static unsigned thread_rank() { return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z); }
  static unsigned size() { return blockDim.x * blockDim.y * blockDim.z; }
  static unsigned num_threads() { return size(); }
  static dim3 group_index() { return {blockIdx.x, blockIdx.y, blockIdx.z}; }
  static dim3 thread_index() { return {threadIdx.x, threadIdx.y, threadIdx.z}; }
  static dim3 group_dim() { return blockDim; }
};

inline thread_block this_thread_block() { return {}; }

// Size neighbouring lanes of a warp.
template <unsigned Size, class Parent = thread_block>
class thread_block_tile {
  static_assert(Size >= 1 && Size <= 32 && (Size & (Size - 1)) == 0, "a tile has 1, 2, 4, 8, 16 or 32 threads");

 public:
  static unsigned thread_rank() { return thread_block::thread_rank() % Size; }
  static constexpr unsigned size() { return Size; }
  static constexpr unsigned num_threads() { return Size; }
  static unsigned meta_group_rank() { return thread_block::thread_rank() / Size; }
  static unsigned meta_group_size() { return (thread_block::size() + Size - 1) / Size; }

  SEVEN_SIMT_CALL void sync() const { ::seven::simt::warp_barrier(mask(), SEVEN_SIMT_HERE); }
  template <class T>
  SEVEN_SIMT_CALL T shfl(T value, int source) const {
    return taken(value, first() + static_cast<int>(source % static_cast<int>(Size)), SEVEN_SIMT_HERE);
  }
  template <class T>
  SEVEN_SIMT_CALL T shfl_down(T value, unsigned delta) const {
    return taken(value, self() + static_cast<int>(delta), SEVEN_SIMT_HERE);
  }
  template <class T>
  SEVEN_SIMT_CALL T shfl_up(T value, unsigned delta) const {
    return taken(value, self() - static_cast<int>(delta), SEVEN_SIMT_HERE);
  }
  template <class T>
  SEVEN_SIMT_CALL T shfl_xor(T value, int lane_mask) const {
    return taken(value, self() ^ lane_mask, SEVEN_SIMT_HERE);
  }
  SEVEN_SIMT_CALL unsigned ballot(int predicate) const { return votes(predicate != 0, SEVEN_SIMT_HERE); }
  SEVEN_SIMT_CALL int any(int predicate) const { return votes(predicate != 0, SEVEN_SIMT_HERE) != 0 ? 1 : 0; }
  SEVEN_SIMT_CALL int all(int predicate) const { return votes(predicate == 0, SEVEN_SIMT_HERE) == 0 ? 1 : 0; }

 private:
  static int self() { return static_cast<int>(::seven::simt::lane()); }
  static int first() { return self() / static_cast<int>(Size) * static_cast<int>(Size); }
  static unsigned mask() { return (Size == 32 ? ~0U : (1U << Size % 32) - 1U) << first(); }
  template <class T>
  static T taken(T value, int source, const void* site) {
    return ::seven::simt::shuffled(mask(), value, source, static_cast<int>(Size), site);
  }
  static unsigned votes(bool vote, const void* site) {
    return (::seven::simt::ballot(mask(), vote, site) & mask()) >> first();
  }
};

template <unsigned Size, class Parent>
thread_block_tile<Size, Parent> tiled_partition(const Parent& /*of*/) {
  return {};
}

template <class Group>
SEVEN_SIMT_CALL void sync(const Group& group) {
  group.sync();
}

}  // namespace cooperative_groups
