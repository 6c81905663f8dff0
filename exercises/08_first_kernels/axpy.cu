// axpy, "a times x plus y": a thread for each element.
//
//   y[i] += alpha * x[i]    for i < n
//
// A launch of `blocks` blocks of 256 threads runs the kernel 256 * blocks times, at once and in no order. Each thread
// knows its place by blockIdx.x, blockDim.x (256 here) and threadIdx.x, and takes the element of that number. n need
// not be a multiple of 256, so some threads of the last block may have no element: they do nothing.
//
// y and x are in the device's memory: only kernels can read and write them.
#include "exercise_cuda.h"

__global__ void axpy_kernel(float* y,        // (n)
                            const float* x,  // (n)
                            float alpha, int n) {
  // TODO(you): which element is mine, is there one, and what becomes of it? (about 2 lines)
  todo("find this thread's element, and add alpha * x to y there");
}

void axpy(float* y, const float* x, float alpha, int n) {
  int blocks = 0;
  // TODO(you): how many blocks of 256 threads have a thread for each of n elements? n is 1 or more (1 line)
  todo("find out how many blocks are needed");
  axpy_kernel<<<blocks, 256>>>(y, x, alpha, n);
}
