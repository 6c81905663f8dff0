// How many pictures has each class? Many threads add to the same few numbers.
//
//   counts[c] = how many i < n have labels[i] == c
//
// counts holds zeros before. A thread for each picture looks at its label and adds one to that class. But
// `counts[c] += 1` is three steps: read, add, write. Two threads that read the same number write the same number, and
// one picture is lost, now and then. atomicAdd(&counts[c], 1) does the three steps as one, which no other thread comes
// between.
//
// For integers the result is the same in any order. For floats it is not: their sum depends on the order, which is
// another one in each run. That is why the library adds floats without atomics.
#include "exercise_cuda.h"

__global__ void count_kernel(int* counts,        // (classes), zeros
                             const int* labels,  // (n), each from 0 to classes - 1
                             int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) atomicAdd(&counts[labels[i]], 1);
}

void count_labels(int* counts, const int* labels, int n) { count_kernel<<<(n + 127) / 128, 128>>>(counts, labels, n); }
