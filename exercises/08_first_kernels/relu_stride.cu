// ReLU with a grid that is smaller than the work: each thread takes many elements.
//
//   y[i] = max(x[i], 0)    for i < n
//
// The launch is fixed: 4 blocks of 64 threads, whatever n is. The first turn of all threads together does the elements
// 0 to 255, the next turn 256 to 511, and so on. So a thread begins with the element of its own number in the grid, and
// goes on by the number of threads in the whole grid: gridDim.x * blockDim.x. This is called a grid-stride loop.
//
// In every turn the 32 threads of a warp then read 32 elements side by side. If each thread had a piece of its own
// instead, they would read 32 places far from each other, and eight times as many sectors of memory would be moved.
#include "exercise_cuda.h"

__global__ void relu_kernel(float* y,        // (n)
                            const float* x,  // (n)
                            int n) {
  // TODO(you): a loop over this thread's elements (about 4 lines)
  todo("begin with the element of this thread's number, and go on by the number of threads in the grid");
}

void relu_stride(float* y, const float* x, int n) { relu_kernel<<<4, 64>>>(y, x, n); }
