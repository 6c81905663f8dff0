#include "cuda/resources/occupancy.h"

#include "core/error.h"

#if defined(SEVEN_OCCUPANCY)

#include <cuda_occupancy.h>

#include <array>
#include <climits>
#include <string>

namespace seven::cuda {

namespace {

// What differs between architectures. All have 65,536 registers, and warps of 32. How many blocks may be resident is
// known to cuda_occupancy.h: 16 on 7.5, 8.6; 24 on 8.9, 12.0; 32 on 8.0, 9.0, 10.0.
struct Multiprocessor {
  int architecture;
  int threads;              // at a time
  std::size_t shared;       // bytes, of all blocks together
  std::size_t shared_most;  // of a block that asks for more than 48 KiB
  std::size_t reserved;     // of each block, by the driver
};

constexpr std::size_t kKiB = 1024;
constexpr std::array<Multiprocessor, 7> kMultiprocessors{{
    {75, 1024, 64 * kKiB, 64 * kKiB, 0},
    {80, 2048, 164 * kKiB, 163 * kKiB, kKiB},
    {86, 1536, 100 * kKiB, 99 * kKiB, kKiB},
    {89, 1536, 100 * kKiB, 99 * kKiB, kKiB},
    {90, 2048, 228 * kKiB, 227 * kKiB, kKiB},
    {100, 2048, 228 * kKiB, 227 * kKiB, kKiB},
    {120, 1536, 100 * kKiB, 99 * kKiB, kKiB},
}};

const Multiprocessor& find(int architecture) {
  for (const Multiprocessor& one : kMultiprocessors) {
    if (one.architecture == architecture) return one;
  }
  throw Error("the occupancy of this architecture is not known")
      .where("sm_" + std::to_string(architecture))
      .fix("add its figures to lib/cuda/resources/occupancy.cpp");
}

}  // namespace

Occupancy occupancy(const Resources& kernel, int threads, int bytes) {
  const Multiprocessor& sm = find(kernel.architecture);
  cudaOccDeviceProp device;
  device.computeMajor = sm.architecture / 10;
  device.computeMinor = sm.architecture % 10;
  device.maxThreadsPerBlock = 1024;
  device.maxThreadsPerMultiprocessor = sm.threads;
  device.regsPerBlock = 65536;
  device.regsPerMultiprocessor = 65536;
  device.warpSize = 32;
  device.sharedMemPerBlock = 48 * kKiB;
  device.sharedMemPerMultiprocessor = sm.shared;
  device.numSms = 1;
  device.sharedMemPerBlockOptin = sm.shared_most;
  device.reservedSharedMemPerBlock = sm.reserved;

  cudaOccFuncAttributes function;
  function.maxThreadsPerBlock = INT_MAX;
  function.numRegs = kernel.registers;
  function.sharedSizeBytes = static_cast<std::size_t>(kernel.shared_bytes);
  function.shmemLimitConfig = FUNC_SHMEM_LIMIT_OPTIN;
  function.maxDynamicSharedSizeBytes = static_cast<std::size_t>(bytes);
  function.numBlockBarriers = 1;

  const cudaOccDeviceState state;
  cudaOccResult result;
  const cudaOccError code = cudaOccMaxActiveBlocksPerMultiprocessor(&result, &device, &function, &state, threads,
                                                                    static_cast<std::size_t>(bytes));
  if (code != CUDA_OCC_SUCCESS) {
    throw Error("the occupancy of a kernel cannot be computed")
        .where(kernel.kernel + ", sm_" + std::to_string(sm.architecture))
        .got("error " + std::to_string(code) + " of cuda_occupancy.h");
  }
  const int blocks = result.activeBlocksPerMultiprocessor;
  return {blocks, static_cast<double>(blocks * threads) / sm.threads};
}

}  // namespace seven::cuda

#else

namespace seven::cuda {

Occupancy occupancy(const Resources& /*kernel*/, int /*threads*/, int /*bytes*/) {
  throw Error("this program cannot tell how many blocks fit a GPU: cuda_occupancy.h was not there when it was built")
      .fix("install CUDA's toolkit (or set CUDA_HOME to its folder), then build again")
      .skipped();
}

}  // namespace seven::cuda

#endif
