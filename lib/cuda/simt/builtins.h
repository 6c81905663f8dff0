// What a kernel's thread knows of itself, set by the scheduler each time the thread runs.
#pragma once

#include <cstddef>

// CUDA's own types, under their own names, since kernels use them without a namespace.
struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned vx = 1, unsigned vy = 1, unsigned vz = 1) : x(vx), y(vy), z(vz) {}  // NOLINT: as CUDA's
  constexpr dim3(const uint3& v) : x(v.x), y(v.y), z(v.z) {}                                  // NOLINT: likewise
};

namespace seven::simt {

struct Builtins {
  uint3 thread{}, block{};
  dim3 block_size, grid_size;
  std::byte* dynamic_shared = nullptr;
};

extern constinit thread_local Builtins builtins;

}  // namespace seven::simt
