// Dropout without a generator that has to be asked in turn, and without a mask in memory.
//
//   unit i is dropped if word(seed, i) < rate * 2^32:  y[i] = 0
//   else it is kept:                                   y[i] = x[i] / (1 - rate)
//
// word(seed, i) is the i-th number of a random sequence, and follows from seed and i alone: whoever needs it works it
// out. So each thread finds its own words, and the backward pass draws the same ones again instead of reading a mask.
//
// The number of blocks is given, and may be too small for a thread a unit: then thread t of all T threads does the
// units t, t + T, t + 2T and so on. Who does a unit must make no difference to whether it is dropped: the check runs
// the kernel with several numbers of blocks. You write every element of y.
#include "exercise_cuda.h"

// All bits of the result depend on all bits of seed and i. (The library draws by Philox, which has passed more tests.)
__device__ unsigned word(unsigned seed, unsigned i) {
  unsigned bits = i * 0x9E3779B9u ^ seed * 0x85EBCA6Bu;
  bits = (bits ^ bits >> 16) * 0x7FEB352Du;
  bits = (bits ^ bits >> 15) * 0x846CA68Bu;
  return bits ^ bits >> 16;
}

__global__ void dropout_mask_kernel(float* y,        // (n)
                                    const float* x,  // (n)
                                    int n, float rate, unsigned seed) {
  const auto threshold = static_cast<unsigned>(rate * 4294967296.0f);
  const float scale = 1.0f / (1.0f - rate);
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    y[i] = word(seed, i) < threshold ? 0.0f : x[i] * scale;
}

void dropout_mask(float* y, const float* x, int n, float rate, int seed, int blocks) {
  dropout_mask_kernel<<<blocks, 128>>>(y, x, n, rate, static_cast<unsigned>(seed));
}
