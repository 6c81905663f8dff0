// Max-pooling, backward, without atomics: each pixel asks the windows over it.
//
//   grad_x[map,h,v] = the sum of grad_y[map,p,q] over all windows (p, q) whose largest element is (h, v)
//
// argmax[map,p,q] = h * W + v is that element, as the forward pass found it. Window (p, q) covers the rows
// p * stride to p * stride + window - 1 and the columns likewise, all of them within the map; stride <= window.
//
// With a thread for each window, two windows that overlap could add to the same element at the same time. With a thread
// for each element of grad_x, nobody else writes it: the thread goes over the windows that cover its pixel and adds up
// the gradients of those that it has won. Which windows are these? p is at most h / stride, and at least the first one
// whose last row is not above h. (Beware: (h - window) / stride rounds towards zero, also where h < window.)
#include "exercise_cuda.h"

__global__ void max_pool_gather_kernel(float* grad_x,        // (maps, H, W)
                                       const float* grad_y,  // (maps, P, Q)
                                       const int* argmax,    // (maps, P, Q)
                                       int maps, int H, int W, int P, int Q, int window, int stride) {
  const int i = blockIdx.x * 256 + threadIdx.x;
  if (i >= maps * H * W) return;
  const int v = i % W;
  const int h = i / W % H;
  const int map = i / W / H;
  // TODO(you): go over the windows that cover (h, v), and add the gradients of those whose argmax it is (about 9 lines)
  todo("sum grad_y over the windows that cover (h, v) and have their largest element there; write grad_x[i]");
}

void max_pool_gather(float* grad_x, const float* grad_y, const int* argmax, int maps, int H, int W, int P, int Q,
                     int window, int stride) {
  const int elements = maps * H * W;
  max_pool_gather_kernel<<<(elements + 255) / 256, 256>>>(grad_x, grad_y, argmax, maps, H, W, P, Q, window, stride);
}
