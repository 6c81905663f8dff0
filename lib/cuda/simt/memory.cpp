#include "cuda/simt/memory.h"

#include <atomic>
#include <cstring>
#include <limits>
#include <map>
#include <mutex>
#include <new>

#include "core/device_memory.h"
#include "core/error.h"
#include "cuda/simt/block.h"

namespace seven::simt {

namespace {

struct Registry {
  std::mutex mutex;
  std::map<const std::byte*, Allocation> blocks;  // by their first byte
};

Registry& registry() {
  static Registry& one = *new Registry;  // never destroyed: static objects may own device memory
  return one;
}

constexpr std::align_val_t kAlign{256};

Allocation& at(void* memory, const char* what) {
  const auto found = registry().blocks.find(static_cast<std::byte*>(memory));
  if (found == registry().blocks.end()) {
    throw Error(what).expected("a pointer that was given out as device memory").got("another one");
  }
  if (found->second.freed) throw Error(what).expected("device memory in use").got("memory that was freed before");
  return found->second;
}

void* new_block(std::size_t bytes, bool of_both, Place where) {
  const bool absurd = bytes > std::numeric_limits<std::size_t>::max() / 2;  // a negative number, most likely
  auto* raw = absurd ? nullptr : static_cast<std::byte*>(::operator new(bytes + 2 * kGuard, kAlign, std::nothrow));
  if (raw == nullptr) {
    throw Error("there is not enough device memory").got(std::to_string(bytes) + " bytes were asked for");
  }
  const std::unique_lock<std::mutex> watch = watch_lock();
  const std::scoped_lock lock(registry().mutex);
  Allocation block;
  block.begin = raw + kGuard;
  block.bytes = bytes;
  block.of_both = of_both;
  block.where = where;
  Allocation& kept = registry().blocks[block.begin] = block;
  if (watcher() != nullptr) watcher()->memory_allocated(kept);
  return block.begin;
}

}  // namespace

void* allocate(std::size_t bytes, Place where) { return new_block(bytes, false, where); }
void* allocate_for_both(std::size_t bytes, Place where) { return new_block(bytes, true, where); }

void release(void* memory) {
  if (memory == nullptr) return;
  const std::unique_lock<std::mutex> watch = watch_lock();
  const std::scoped_lock lock(registry().mutex);
  Allocation& block = at(memory, "device memory cannot be freed");
  if (block.adopted) {
    throw Error("device memory cannot be freed").expected("memory that the same program allocated").got(block.name);
  }
  if (watcher() != nullptr) {
    block.freed = true;
    return;
  }
  ::operator delete(block.begin - kGuard, kAlign);
  registry().blocks.erase(static_cast<std::byte*>(memory));
}

void adopt(void* memory, std::size_t bytes, const std::string& name, bool has_values) {
  const std::unique_lock<std::mutex> watch = watch_lock();
  const std::scoped_lock lock(registry().mutex);
  Allocation block;
  block.begin = static_cast<std::byte*>(memory);
  block.bytes = bytes;
  block.adopted = true;
  block.where = Place::here();
  block.name = name;
  const auto [at, is_new] = registry().blocks.try_emplace(block.begin, block);
  if (!is_new) throw Error("this is device memory already").got(name);
  // Memory that nobody tells of counts as written.
  if (watcher() != nullptr && !has_values) watcher()->memory_allocated(at->second);
}

void disown(void* memory) {
  const std::scoped_lock lock(registry().mutex);
  Allocation& block = at(memory, "memory cannot be given back to its owner");
  if (!block.adopted) throw Error("memory cannot be given back to its owner").expected("one that adopt() was told of");
  registry().blocks.erase(block.begin);
}

void name_memory(const void* memory, const std::string& name) {
  if (Allocation* block = find_allocation(memory)) block->name = name;
}

Allocation* find_allocation(const void* address) {
  const auto* byte = static_cast<const std::byte*>(address);
  const std::scoped_lock lock(registry().mutex);
  auto& blocks = registry().blocks;
  // The last block that begins at or before the end of a guard zone that this address may be in.
  auto next = blocks.upper_bound(byte + kGuard);
  if (next == blocks.begin()) return nullptr;
  Allocation& block = std::prev(next)->second;
  return byte >= block.begin - kGuard && byte < block.end() + kGuard ? &block : nullptr;
}

void end_of_watch() {
  const std::scoped_lock lock(registry().mutex);
  auto& blocks = registry().blocks;
  for (auto one = blocks.begin(); one != blocks.end();) {
    Allocation& block = one->second;
    block.shadow = nullptr;
    if (!block.freed) {
      ++one;
      continue;
    }
    ::operator delete(block.begin - kGuard, kAlign);
    one = blocks.erase(one);
  }
}

static std::atomic<std::size_t> copied_in{0}, copied_out{0};

Copied copied() { return {copied_in, copied_out}; }

void copy_within(void* to, const void* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
  const std::unique_lock<std::mutex> watch = watch_lock();
  if (watcher() != nullptr) watcher()->memory_set(to, bytes);
}
void copy_to_device(void* device, const void* host, std::size_t bytes) {
  copied_in += bytes;
  copy_within(device, host, bytes);
}
void copy_to_host(void* host, const void* device, std::size_t bytes) {
  copied_out += bytes;
  std::memcpy(host, device, bytes);
}
void set_bytes(void* device, int value, std::size_t bytes) {
  std::memset(device, value, bytes);
  const std::unique_lock<std::mutex> watch = watch_lock();
  if (watcher() != nullptr) watcher()->memory_set(device, bytes);
}

}  // namespace seven::simt

namespace seven {

// As core/device_memory.h asks for it.
extern const DeviceMemory simt_memory;
const DeviceMemory simt_memory{
    [](Index count, std::size_t item) { return simt::allocate(static_cast<std::size_t>(count) * item); },
    [](void* data) { simt::release(data); },
    simt::copy_to_device,
    simt::copy_to_host,
    simt::copy_within,
    [](void* device, std::size_t bytes) { simt::set_bytes(device, 0, bytes); },
    nullptr,
    [](const void* device, const char* name) { simt::name_memory(device, name); }};

}  // namespace seven
