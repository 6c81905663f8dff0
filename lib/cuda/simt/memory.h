// Device memory on the CPU: what cudaMalloc gives on a GPU. Blocks of exactly the size asked for, aligned to 256 bytes,
// with zones around them that nothing else uses, so that an access beside one is known for what it is.
#pragma once

#include <cstddef>
#include <string>

#include "cuda/simt/place.h"

namespace seven::simt {

inline constexpr std::size_t kGuard = 256;  // bytes before and after each block

struct Allocation {
  std::byte* begin = nullptr;
  std::size_t bytes = 0;
  bool freed = false;
  bool of_both = false;  // the host may use it too
  bool adopted = false;  // the memory is somebody else's
  Place where{};
  std::string name;        // given by name_memory, or ""
  void* shadow = nullptr;  // what the checker knows of each word; its own

  [[nodiscard]] std::byte* end() const { return begin + bytes; }
};

// Not initialised. Throws Error if there is not enough memory, with the bytes asked for.
void* allocate(std::size_t bytes, Place where = Place::here());
// The same for memory that the host uses too, as cudaMallocManaged gives it.
void* allocate_for_both(std::size_t bytes, Place where = Place::here());
// Null is allowed. Throws Error for what allocate did not give, or was given back already. While launches are checked,
// the block is kept, so that a later access to it is known as one to freed memory.
void release(void* memory);
// Memory of somebody else's as device memory: `bytes` from `memory`, beside which kGuard bytes on either side belong to
// nobody. While launches are checked it counts as written only if `has_values`. It must not be device memory already.
void adopt(void* memory, std::size_t bytes, const std::string& name, bool has_values);
// Ends that. Throws Error for what was not adopted.
void disown(void* memory);
// What reports call this memory.
void name_memory(const void* memory, const std::string& name);

// The block that this address is in, or within whose guard zones it is; null if there is none.
Allocation* find_allocation(const void* address);

// When nobody watches any longer: what was known of each word is forgotten, and blocks that were kept are given back.
void end_of_watch();

// Bytes that were copied between host and device so far: what a program's step sends to and fro.
struct Copied {
  std::size_t in = 0, out = 0;
};
Copied copied();

// Copies between host and device, within it, and fills; told to whoever watches, since they initialise.
void copy_to_device(void* device, const void* host, std::size_t bytes);
void copy_to_host(void* host, const void* device, std::size_t bytes);
void copy_within(void* to, const void* from, std::size_t bytes);
void set_bytes(void* device, int value, std::size_t bytes);

}  // namespace seven::simt
