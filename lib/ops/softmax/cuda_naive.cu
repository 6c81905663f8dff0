// softmax, kernels, variant naive: a thread for each row. Labels are checked by the caller; a wrong one gives NaN.
// Neighbouring threads read C elements apart, so each access of a warp touches 32 sectors: see warp_per_row.
// Run it: ./seven bench --op softmax --device cuda --variant naive
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/softmax/cuda_row.h"
#include "ops/softmax/cuda_variants.h"

namespace seven::softmax::SEVEN_TARGET {

namespace {

constexpr int kThreads = 128;  // in a block

// A NaN may be lost here, but not in the sum: every exponential of the row goes into it.
template <class T>
__device__ T largest_of(const T* row, int C) {
  T largest = kNothing<T>;
  for (int c = 0; c < C; ++c) largest = max(largest, row[c]);
  return largest;
}

//! [forward]
// Budget: 128 threads, 100 %; double: 75 %.
template <class T>
__global__ void forward_kernel(T* y, const T* x, Sizes a) {
  const int n = blockIdx.x * blockDim.x + threadIdx.x;
  if (n >= a.N) return;
  const T* row = x + n * a.C;
  T* out = y + n * a.C;
  const T largest = largest_of(row, a.C);
  T sum = 0;
  for (int c = 0; c < a.C; ++c) {
    const T power = exp(row[c] - largest);
    out[c] = power;
    sum += power;
  }
  for (int c = 0; c < a.C; ++c) out[c] /= sum;
}
//! [forward]

// Budget: 128 threads, 100 %.
template <class T>
__global__ void log_loss_kernel(T* losses, const T* x, const Index* labels, Sizes a) {
  const int n = blockIdx.x * blockDim.x + threadIdx.x;
  if (n >= a.N) return;
  const T* row = x + n * a.C;
  const T largest = largest_of(row, a.C);
  T sum = 0;
  for (int c = 0; c < a.C; ++c) sum += exp(row[c] - largest);
  losses[n] = loss_of(row, largest, sum, labels[n], a);
}

// Budget: 128 threads, 100 %.
template <class T>
__global__ void grad_loss_kernel(T* grad_x, const T* y, const Index* labels, T scale, Sizes a) {
  const int n = blockIdx.x * blockDim.x + threadIdx.x;
  if (n >= a.N) return;
  const Index label = labels[n];
  for (int c = 0; c < a.C; ++c) grad_x[n * a.C + c] = grad_loss_of(y[n * a.C + c], c, label, scale, a);
}

// Budget: 128 threads, 100 %.
template <class T>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* y, Sizes a) {
  const int n = blockIdx.x * blockDim.x + threadIdx.x;
  if (n >= a.N) return;
  const int at = n * a.C;
  T sum = 0;
  for (int c = 0; c < a.C; ++c) sum += grad_y[at + c] * y[at + c];
  for (int c = 0; c < a.C; ++c) grad_x[at + c] = y[at + c] * (grad_y[at + c] - sum);
}

template <class T>
void forward(T* y, const T* x, const Params& a) {
  launch(forward_kernel<T>, {blocks_for(a.N, kThreads), kThreads}, y, x, sizes(a));
}

template <class T>
void log_loss(T* losses, const T* x, const Index* labels, const Params& a) {
  launch(log_loss_kernel<T>, {blocks_for(a.N, kThreads), kThreads}, losses, x, labels, sizes(a));
}

template <class T>
void grad_loss(T* grad_x, const T* y, const Index* labels, T scale, const Params& a) {
  launch(grad_loss_kernel<T>, {blocks_for(a.N, kThreads), kThreads}, grad_x, y, labels, scale, sizes(a));
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  launch(grad_input_kernel<T>, {blocks_for(a.N, kThreads), kThreads}, grad_x, grad_y, y, sizes(a));
}

}  // namespace

const Variant naive{"naive",
                    Device::SEVEN_TARGET,
                    "",
                    {forward<float>, log_loss<float>, grad_loss<float>, grad_input<float>},
                    {forward<double>, log_loss<double>, grad_loss<double>, grad_input<double>}};

}  // namespace seven::softmax::SEVEN_TARGET
