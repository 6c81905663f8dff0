// Of the runtime API: error codes, the device, streams and events.
#include <chrono>
#include <cstdio>
#include <utility>

#include "core/parallel.h"
#include "cuda/simt/block.h"
#include "cuda/simt/runtime_state.h"

struct SevenStream {};
struct SevenEvent {
  std::chrono::steady_clock::time_point time;
  bool recorded = false;
};

namespace seven::simt {

namespace {

cudaError_t last_error = cudaSuccess;

}  // namespace

cudaError_t failed(cudaError_t code) { return last_error = code; }

cudaError_t waited() {
  const bool of_kernel = last_error == cudaErrorIllegalAddress || last_error == cudaErrorMisalignedAddress ||
                         last_error == cudaErrorLaunchFailure;
  return of_kernel ? last_error : cudaSuccess;
}

}  // namespace seven::simt

// NOLINTBEGIN(readability-identifier-naming): CUDA's names

using seven::simt::failed;
using seven::simt::last_error;
using seven::simt::waited;

namespace {

struct Code {
  cudaError_t code;
  const char* name;
  const char* text;
};

// In CUDA's own words.
constexpr Code kCodes[] = {
    {cudaSuccess, "cudaSuccess", "no error"},
    {cudaErrorInvalidValue, "cudaErrorInvalidValue", "invalid argument"},
    {cudaErrorMemoryAllocation, "cudaErrorMemoryAllocation", "out of memory"},
    {cudaErrorInvalidConfiguration, "cudaErrorInvalidConfiguration", "invalid configuration argument"},
    {cudaErrorInvalidSymbol, "cudaErrorInvalidSymbol", "invalid device symbol"},
    {cudaErrorInvalidMemcpyDirection, "cudaErrorInvalidMemcpyDirection", "invalid copy direction for memcpy"},
    {cudaErrorInvalidDevice, "cudaErrorInvalidDevice", "invalid device ordinal"},
    {cudaErrorInvalidResourceHandle, "cudaErrorInvalidResourceHandle", "invalid resource handle"},
    {cudaErrorIllegalAddress, "cudaErrorIllegalAddress", "an illegal memory access was encountered"},
    {cudaErrorMisalignedAddress, "cudaErrorMisalignedAddress", "misaligned address"},
    {cudaErrorLaunchFailure, "cudaErrorLaunchFailure", "unspecified launch failure"},
};

Code code_of(cudaError_t code) {
  for (const Code& each : kCodes) {
    if (each.code == code) return each;
  }
  return {code, "unrecognized error code", "unrecognized error code"};
}

}  // namespace

const char* cudaGetErrorName(cudaError_t code) { return code_of(code).name; }
const char* cudaGetErrorString(cudaError_t code) { return code_of(code).text; }
cudaError_t cudaGetLastError() { return std::exchange(last_error, cudaSuccess); }
cudaError_t cudaPeekAtLastError() { return last_error; }

cudaError_t cudaGetDeviceCount(int* count) {
  *count = 1;
  return cudaSuccess;
}
cudaError_t cudaGetDevice(int* device) {
  *device = 0;
  return cudaSuccess;
}
cudaError_t cudaSetDevice(int device) { return device == 0 ? cudaSuccess : failed(cudaErrorInvalidDevice); }
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  if (device != 0) return failed(cudaErrorInvalidDevice);
  cudaDeviceProp p{};
  std::snprintf(p.name, sizeof p.name, "Seven Loops SIMT device (a CPU)");
  p.totalGlobalMem = std::size_t{8} << 30;
  p.sharedMemPerBlock = p.sharedMemPerMultiprocessor = seven::simt::kDynamicSharedBytes;
  p.regsPerBlock = 65536;
  p.warpSize = static_cast<int>(seven::simt::kLanes);
  p.maxThreadsPerBlock = p.maxThreadsDim[0] = p.maxThreadsDim[1] = p.maxThreadsPerMultiProcessor = 1024;
  p.maxThreadsDim[2] = 64;
  p.maxGridSize[0] = 0x7fffffff;
  p.maxGridSize[1] = p.maxGridSize[2] = 65535;
  p.clockRate = p.memoryClockRate = 1000000;  // kHz
  p.memoryBusWidth = 64;
  p.l2CacheSize = 1 << 20;
  p.multiProcessorCount = seven::threads();
  p.major = 8;
  *properties = p;
  return cudaSuccess;
}
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  *free = *total = std::size_t{8} << 30;
  return cudaSuccess;
}
cudaError_t cudaDeviceSynchronize() { return waited(); }
cudaError_t cudaDeviceReset() { return waited(); }

cudaError_t cudaStreamCreate(cudaStream_t* stream) {
  *stream = new SevenStream;
  return cudaSuccess;
}
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned /*flags*/) { return cudaStreamCreate(stream); }
cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  delete stream;
  return waited();
}
cudaError_t cudaStreamSynchronize(cudaStream_t /*stream*/) { return waited(); }
cudaError_t cudaStreamQuery(cudaStream_t /*stream*/) { return waited(); }
cudaError_t cudaStreamWaitEvent(cudaStream_t /*stream*/, cudaEvent_t /*event*/, unsigned /*flags*/) { return waited(); }

cudaError_t cudaEventCreate(cudaEvent_t* event) {
  *event = new SevenEvent;
  return cudaSuccess;
}
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned /*flags*/) { return cudaEventCreate(event); }
cudaError_t cudaEventDestroy(cudaEvent_t event) {
  delete event;
  return waited();
}
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t /*stream*/) {
  if (event == nullptr) return failed(cudaErrorInvalidResourceHandle);
  *event = {std::chrono::steady_clock::now(), true};
  return waited();
}
cudaError_t cudaEventSynchronize(cudaEvent_t /*event*/) { return waited(); }
cudaError_t cudaEventQuery(cudaEvent_t /*event*/) { return waited(); }
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t begin, cudaEvent_t end) {
  if (begin == nullptr || end == nullptr || !begin->recorded || !end->recorded)
    return failed(cudaErrorInvalidResourceHandle);
  *milliseconds = std::chrono::duration<float, std::milli>(end->time - begin->time).count();
  return waited();
}

// NOLINTEND(readability-identifier-naming)
