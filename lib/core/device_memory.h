// The memory of a device, as tensors use it. The CPU's is plain memory; the others bring their own from lib/cuda, if
// this build has them.
#pragma once

#include <cstddef>

#include "core/device.h"
#include "core/types.h"

namespace seven {

// All sizes are in bytes. Nothing returns before it is done.
struct DeviceMemory {
  void* (*allocate)(Index count, std::size_t item);  // not initialised; throws Error if there is not enough
  void (*release)(void* data);
  void (*copy_in)(void* device, const void* host, std::size_t bytes);
  void (*copy_out)(void* host, const void* device, std::size_t bytes);
  void (*copy)(void* to, const void* from, std::size_t bytes);  // within the device
  void (*zero)(void* device, std::size_t bytes);
  void (*finish)();                                     // waits for what kernels are still doing; null: nothing is
  void (*label)(const void* device, const char* name);  // what reports call this memory; null: there are no reports
};

// Throws Error (skipped) if this build, or this machine, does not have the device: what is missing, and what to do.
const DeviceMemory& memory_of(Device device);

// "" if tensors can live there, else why not.
std::string why_not(Device device);

// What reports on kernels call this memory.
inline void label(Device device, const void* data, const std::string& name) {
  const DeviceMemory& memory = memory_of(device);
  if (memory.label != nullptr) memory.label(data, name.c_str());
}

}  // namespace seven
