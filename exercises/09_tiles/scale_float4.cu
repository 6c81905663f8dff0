// Four numbers with one access.
//
//   y[i] = alpha * x[i]    for i < n
//
// A float4 is four floats side by side, .x .y .z .w. Read as one, they are one access of 16 bytes: a quarter of the
// instructions, and of the requests to memory. The address has to be a multiple of 16: that of x and y is, and so that
// of every fourth element after. Thread number t takes the elements 4 * t to 4 * t + 3.
//
//   const float4 four = reinterpret_cast<const float4*>(x)[t];
//
// n need not be a multiple of 4. The one, two or three elements after the last whole four are done one by one, by the
// thread whose four would begin there. Nothing behind the arrays may be touched.
#include "exercise_cuda.h"

__global__ void scale_kernel(float* y,        // (n), at a multiple of 16 bytes
                             const float* x,  // (n), the same
                             float alpha, int n) {
  const int t = blockIdx.x * blockDim.x + threadIdx.x;
  // TODO(you): a whole four, or what is left behind the last whole one (about 8 lines)
  todo("if all four elements of this thread exist, do them as a float4; otherwise those that exist, one by one");
}

void scale_float4(float* y, const float* x, float alpha, int n) {
  const int threads = (n + 3) / 4;
  scale_kernel<<<(threads + 127) / 128, 128>>>(y, x, alpha, n);
}
