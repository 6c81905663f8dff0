// The GPU's memory, as core/device_memory.h asks for it.
#include <cuda_runtime.h>

#include "core/device_memory.h"
#include "core/error.h"
#include "cuda/gpu/error.h"

namespace seven {

namespace {

std::string count_text(std::size_t bytes) { return std::to_string(bytes) + " bytes"; }

void* allocate(Index count, std::size_t item) {
  const std::size_t bytes = static_cast<std::size_t>(count) * item;
  void* data = nullptr;
  const cudaError_t code = cudaMalloc(&data, bytes);
  if (code == cudaErrorMemoryAllocation) {
    (void)cudaGetLastError();
    std::size_t free = 0, total = 0;
    (void)cudaMemGetInfo(&free, &total);
    throw Error("the GPU has not enough memory")
        .where("device cuda")
        .expected(count_text(bytes) + " in one piece")
        .got(count_text(free) + " free of " + count_text(total))
        .fix("take a smaller batch, or end what else uses the GPU (nvidia-smi names it)");
  }
  cuda::check(code, "memory of the GPU could not be had", count_text(bytes));
  return data;
}

// Tensors give back their memory in destructors, which must not throw. A failure here is one from before, and shows at
// the next call.
void release(void* data) { (void)cudaFree(data); }

void wait(const char* what) { cuda::check(cudaStreamSynchronize(nullptr), what, "the default stream"); }

void copy_in(void* device, const void* host, std::size_t bytes) {
  cuda::check(cudaMemcpy(device, host, bytes, cudaMemcpyHostToDevice),
              "a copy to the GPU failed, or a kernel before it", count_text(bytes));
}

void copy_out(void* host, const void* device, std::size_t bytes) {
  cuda::check(cudaMemcpy(host, device, bytes, cudaMemcpyDeviceToHost),
              "a copy from the GPU failed, or a kernel before it", count_text(bytes));
}

// These two return before they are done, if nobody waits.
void copy(void* to, const void* from, std::size_t bytes) {
  cuda::check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToDevice), "a copy within the GPU failed", count_text(bytes));
  wait("a copy within the GPU failed, or a kernel before it");
}

void zero(void* device, std::size_t bytes) {
  cuda::check(cudaMemset(device, 0, bytes), "the GPU's memory could not be set to zero", count_text(bytes));
  wait("the GPU's memory could not be set to zero, or a kernel before that failed");
}

void finish() { cuda::check(cudaDeviceSynchronize(), "a kernel failed", "found when the GPU had finished"); }

}  // namespace

extern const DeviceMemory cuda_memory;
const DeviceMemory cuda_memory{allocate, release, copy_in, copy_out, copy, zero, finish, nullptr};

}  // namespace seven
