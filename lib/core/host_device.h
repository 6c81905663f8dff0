// A mark for the few functions that both the CPU and a kernel call: nvcc has to be told, other compilers know no
// difference.
#pragma once

#if defined(__CUDACC__)
#define SEVEN_HOST_DEVICE __host__ __device__
#else
#define SEVEN_HOST_DEVICE
#endif
