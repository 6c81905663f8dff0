// CUDA's runtime API on the SIMT device, as far as courses use it: for files of students, whose include of
// cuda_runtime.h ends here (simt/include/). The library itself does without.
//
// Everything is done when a function returns: streams are in order, and events are marks on the host's clock. What a
// GPU refuses or forgives in silence is also said to the checker, with the line: a pointer of the host's where one of
// the device's is meant, a copy past the end of a buffer, a launch with too many threads.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "cuda/kernel.h"
#include "cuda/simt/chevrons.h"
#include "cuda/simt/intrinsics.h"
#include "cuda/simt/place.h"

// NOLINTBEGIN(readability-identifier-naming): CUDA's names

// Variables that kernels use by name: in a section of their own, so that the checker knows them.
#define SEVEN_SIMT_DEVICE __attribute__((section("seven_device")))
#define SEVEN_SIMT_MANAGED __attribute__((section("seven_managed")))

enum cudaError_t {
  cudaSuccess = 0,
  cudaErrorInvalidValue = 1,
  cudaErrorMemoryAllocation = 2,
  cudaErrorInvalidConfiguration = 9,
  cudaErrorInvalidSymbol = 13,
  cudaErrorInvalidMemcpyDirection = 21,
  cudaErrorInvalidDevice = 101,
  cudaErrorInvalidResourceHandle = 400,
  cudaErrorIllegalAddress = 700,
  cudaErrorMisalignedAddress = 716,
  cudaErrorLaunchFailure = 719
};
using cudaError = cudaError_t;

const char* cudaGetErrorName(cudaError_t code);
const char* cudaGetErrorString(cudaError_t code);
// The code of the last call or kernel that failed; the first of the two forgets it.
cudaError_t cudaGetLastError();
cudaError_t cudaPeekAtLastError();

// --- the device: one, and always the same

struct cudaDeviceProp {
  char name[256];
  std::size_t totalGlobalMem, sharedMemPerBlock, sharedMemPerMultiprocessor;
  int regsPerBlock, warpSize, maxThreadsPerBlock, maxThreadsDim[3], maxGridSize[3], clockRate, multiProcessorCount;
  int maxThreadsPerMultiProcessor, major, minor, memoryClockRate, memoryBusWidth, l2CacheSize;
};

cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaGetDevice(int* device);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total);
cudaError_t cudaDeviceSynchronize();
cudaError_t cudaDeviceReset();

// --- memory

enum cudaMemcpyKind {
  cudaMemcpyHostToHost = 0,
  cudaMemcpyHostToDevice = 1,
  cudaMemcpyDeviceToHost = 2,
  cudaMemcpyDeviceToDevice = 3,
  cudaMemcpyDefault = 4
};

using cudaStream_t = struct SevenStream*;  // null: the default stream
using cudaEvent_t = struct SevenEvent*;

inline constexpr unsigned cudaMemAttachGlobal = 1;
inline constexpr unsigned cudaHostAllocDefault = 0;
inline constexpr unsigned cudaHostAllocMapped = 2;
inline constexpr int cudaCpuDeviceId = -1;

namespace seven::simt::api {

// What the functions below are made of; `function` is what the student called.
cudaError_t allocate(const char* function, void** memory, std::size_t bytes, bool of_both, Place where);
cudaError_t release(const char* function, void* memory, Place where);
cudaError_t copy(const char* function, void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, Place where);
cudaError_t fill(const char* function, void* memory, int value, std::size_t bytes, Place where);

struct Symbol {
  const volatile void* begin;
  std::size_t bytes, offset;  // the variable's size, and where in it to begin
};
// One of `to` and `from` is null: that side is the symbol.
cudaError_t copy_symbol(const char* function, const Symbol& symbol, void* to, const void* from, std::size_t bytes,
                        Place where);

}  // namespace seven::simt::api

#define SEVEN_PLACE ::seven::simt::Place where = ::seven::simt::Place::here()

template <class T>
cudaError_t cudaMalloc(T** memory, std::size_t bytes, SEVEN_PLACE) {
  return ::seven::simt::api::allocate("cudaMalloc", reinterpret_cast<void**>(memory), bytes, false, where);
}
template <class T>
cudaError_t cudaMallocAsync(T** memory, std::size_t bytes, cudaStream_t, SEVEN_PLACE) {
  return ::seven::simt::api::allocate("cudaMallocAsync", reinterpret_cast<void**>(memory), bytes, false, where);
}
template <class T>
cudaError_t cudaMallocManaged(T** memory, std::size_t bytes, unsigned = cudaMemAttachGlobal, SEVEN_PLACE) {
  return ::seven::simt::api::allocate("cudaMallocManaged", reinterpret_cast<void**>(memory), bytes, true, where);
}
template <class T>
cudaError_t cudaMallocHost(T** memory, std::size_t bytes, unsigned = cudaHostAllocDefault, SEVEN_PLACE) {
  return ::seven::simt::api::allocate("cudaMallocHost", reinterpret_cast<void**>(memory), bytes, true, where);
}
template <class T>
cudaError_t cudaHostAlloc(T** memory, std::size_t bytes, unsigned, SEVEN_PLACE) {
  return ::seven::simt::api::allocate("cudaHostAlloc", reinterpret_cast<void**>(memory), bytes, true, where);
}
inline cudaError_t cudaFree(void* memory, SEVEN_PLACE) {
  return ::seven::simt::api::release("cudaFree", memory, where);
}
inline cudaError_t cudaFreeAsync(void* memory, cudaStream_t, SEVEN_PLACE) {
  return ::seven::simt::api::release("cudaFreeAsync", memory, where);
}
inline cudaError_t cudaFreeHost(void* memory, SEVEN_PLACE) {
  return ::seven::simt::api::release("cudaFreeHost", memory, where);
}
inline cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, SEVEN_PLACE) {
  return ::seven::simt::api::copy("cudaMemcpy", to, from, bytes, kind, where);
}
inline cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                                   cudaStream_t = nullptr, SEVEN_PLACE) {
  return ::seven::simt::api::copy("cudaMemcpyAsync", to, from, bytes, kind, where);
}
inline cudaError_t cudaMemset(void* memory, int value, std::size_t bytes, SEVEN_PLACE) {
  return ::seven::simt::api::fill("cudaMemset", memory, value, bytes, where);
}
inline cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t = nullptr, SEVEN_PLACE) {
  return ::seven::simt::api::fill("cudaMemsetAsync", memory, value, bytes, where);
}

// Rows that begin `pitch` bytes apart; widths are in bytes.
template <class T>
cudaError_t cudaMallocPitch(T** memory, std::size_t* pitch, std::size_t width, std::size_t height, SEVEN_PLACE) {
  *pitch = (width + 511) / 512 * 512;
  return ::seven::simt::api::allocate("cudaMallocPitch", reinterpret_cast<void**>(memory), *pitch * height, false,
                                      where);
}
inline cudaError_t cudaMemcpy2D(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
                                std::size_t width, std::size_t height, cudaMemcpyKind kind, SEVEN_PLACE) {
  if (width > to_pitch || width > from_pitch) return cudaErrorInvalidValue;
  for (std::size_t row = 0; row < height; ++row) {
    const cudaError_t error =
        ::seven::simt::api::copy("cudaMemcpy2D", static_cast<char*>(to) + row * to_pitch,
                                 static_cast<const char*>(from) + row * from_pitch, width, kind, where);
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}
inline cudaError_t cudaMemset2D(void* memory, std::size_t pitch, int value, std::size_t width, std::size_t height,
                                SEVEN_PLACE) {
  for (std::size_t row = 0; row < height; ++row) {
    const cudaError_t error =
        ::seven::simt::api::fill("cudaMemset2D", static_cast<char*>(memory) + row * pitch, value, width, where);
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}
inline cudaError_t cudaMemPrefetchAsync(const void*, std::size_t, int, cudaStream_t = nullptr) { return cudaSuccess; }

// __constant__ and __device__ variables, by their names.
template <class T>
cudaError_t cudaMemcpyToSymbol(const T& symbol, const void* from, std::size_t bytes, std::size_t offset = 0,
                               cudaMemcpyKind = cudaMemcpyHostToDevice, SEVEN_PLACE) {
  return ::seven::simt::api::copy_symbol("cudaMemcpyToSymbol", {&symbol, sizeof(T), offset}, nullptr, from, bytes,
                                         where);
}
template <class T>
cudaError_t cudaMemcpyFromSymbol(void* to, const T& symbol, std::size_t bytes, std::size_t offset = 0,
                                 cudaMemcpyKind = cudaMemcpyDeviceToHost, SEVEN_PLACE) {
  return ::seven::simt::api::copy_symbol("cudaMemcpyFromSymbol", {&symbol, sizeof(T), offset}, to, nullptr, bytes,
                                         where);
}
template <class T>
cudaError_t cudaGetSymbolAddress(void** address, const T& symbol) {
  *address = const_cast<void*>(static_cast<const void*>(&symbol));
  return cudaSuccess;
}

// --- streams and events

inline constexpr unsigned cudaStreamDefault = 0;
inline constexpr unsigned cudaStreamNonBlocking = 1;
inline constexpr unsigned cudaEventDefault = 0;
inline constexpr unsigned cudaEventBlockingSync = 1;
inline constexpr unsigned cudaEventDisableTiming = 2;

cudaError_t cudaStreamCreate(cudaStream_t* stream);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
cudaError_t cudaStreamQuery(cudaStream_t stream);
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned flags = 0);
cudaError_t cudaEventCreate(cudaEvent_t* event);
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags);
cudaError_t cudaEventDestroy(cudaEvent_t event);
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream = nullptr);
cudaError_t cudaEventSynchronize(cudaEvent_t event);
cudaError_t cudaEventQuery(cudaEvent_t event);
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t begin, cudaEvent_t end);

#undef SEVEN_PLACE
// NOLINTEND(readability-identifier-naming)
