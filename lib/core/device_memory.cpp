#include "core/device_memory.h"

#include <cstring>
#include <new>

#include "core/error.h"
#include "core/memory.h"
#include "core/suggest.h"

namespace seven {

// In lib/cuda, where the build has them.
extern const DeviceMemory simt_memory;
extern const DeviceMemory cuda_memory;
std::string why_no_cuda();

namespace {

void* allocate_on_cpu(Index count, std::size_t item) { return allocate(count, item); }
void release_on_cpu(void* data) { ::operator delete[](data, std::align_val_t{64}); }
void copy_on_cpu(void* to, const void* from, std::size_t bytes) {
  if (bytes > 0) std::memcpy(to, from, bytes);
}
void zero_on_cpu(void* data, std::size_t bytes) {
  if (bytes > 0) std::memset(data, 0, bytes);
}

constexpr DeviceMemory kCpuMemory{allocate_on_cpu, release_on_cpu, copy_on_cpu, copy_on_cpu,
                                  copy_on_cpu,     zero_on_cpu,    nullptr,     nullptr};

[[noreturn]] void refuse(Device device) {
  throw Error("there is no such device here")
      .where("device " + std::string(name(device)))
      .got(why_not(device))
      .fix(device == Device::cuda ? "--device simt runs the same kernels on the CPU, --device cpu what is made for it"
                                  : "--device cpu")
      .skipped();
}

}  // namespace

Device device_called(const std::string& name) {
  for (const Device device : {Device::cpu, Device::cuda, Device::simt, Device::simt_check}) {
    if (name == seven::name(device)) return device;
  }
  throw unknown_name("device", name, {"cpu", "cuda", "simt", "simt_check"});
}

std::string why_not(Device device) {
  switch (device) {
    case Device::cpu: return "";
    case Device::cuda:
#if defined(SEVEN_CUDA)
      return why_no_cuda();
#else
      return "this build has no kernels for a GPU: it was made without nvcc";
#endif
    case Device::simt_check:
#if !defined(SEVEN_SIMT_CHECKS)
      return "this build cannot check kernels: that takes g++ on Linux, x86-64, Boost.Context, and no sanitizer";
#endif
    case Device::simt:
#if !defined(SEVEN_SIMT)
      return "this build has no SIMT device: it was made without Boost.Context (apt: libboost-context-dev)";
#endif
      return "";
  }
  return "";
}

const DeviceMemory& memory_of(Device device) {
  if (device == Device::cpu) return kCpuMemory;
  if (!why_not(device).empty()) refuse(device);
#if defined(SEVEN_CUDA)
  if (device == Device::cuda) return cuda_memory;
#endif
#if defined(SEVEN_SIMT)
  return simt_memory;
#else
  refuse(device);
#endif
}

}  // namespace seven
