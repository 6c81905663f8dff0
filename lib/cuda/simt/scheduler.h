// CUDA's execution model on a CPU. Blocks are spread over the cores; within a block, its threads take turns on one
// core, each until it waits at a barrier or ends.
//
// Three things make that fast. A thread that has to wait jumps straight to the next that can run. The last to arrive at
// a barrier does not wait at all. And a new stack is taken only when a thread does wait: a kernel without a barrier is
// a plain loop over its threads. Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include <cstddef>
#include <string>

#include "cuda/simt/builtins.h"
#include "cuda/simt/place.h"

namespace seven::simt {

struct Launch {
  dim3 grid, block;
  std::size_t shared_bytes = 0;                   // dynamic shared memory
  const void* kernel = nullptr;                   // its address, by which its name is found
  const char* name = nullptr;                     // or the name itself
  void (*call)(const void* arguments) = nullptr;  // runs the kernel for one thread
  const void* arguments = nullptr;
  std::size_t argument_bytes = 0;
  Place where{};
};

// "sgemm<16>": what reports call the kernel.
std::string kernel_name(const Launch& launch);

// What a kernel can have without asking for more by an attribute.
inline constexpr std::size_t kDynamicSharedBytes = std::size_t{48} << 10;

// Runs all threads of all blocks. Throws Error for a grid or block that no GPU takes, for a barrier that can never
// complete, and from within a kernel; and whatever a kernel throws, which on a GPU nothing can.
void run(const Launch& launch);

// __syncthreads(): waits until all threads of the block that have not ended are here. Returns in how many of them
// `predicate` was true. `site`: where in the kernel.
int barrier(bool predicate, const void* site);

// __syncwarp(mask): waits for the lanes of the mask.
void warp_barrier(unsigned mask, const void* site);

// Waits for the lanes of the mask, and replaces the value (at most 16 bytes) by that of lane `source`; it stays where
// that lane is not among them.
void shuffle(unsigned mask, unsigned source, void* value, std::size_t bytes, const void* site);

// Waits for the lanes of the mask; returns those whose vote was true.
unsigned ballot(unsigned mask, bool vote, const void* site);

// Waits for all 32 lanes of the warp, each with something of its own, and calls task(of_lanes) once for all of them. A
// warp that lacks a lane waits for ever.
void together(void* own, void (*task)(void* const* of_lanes), const void* site);

// What this thread has written is to be seen by other blocks before what it does next.
void fence();

// The lanes of this thread's warp that have not ended.
unsigned live_lanes();

// This thread's number within its warp.
unsigned lane();

}  // namespace seven::simt
