// dropout, kernels, variant naive: a thread for each unit.
// A block of Philox gives four words, and each thread throws three of them away: see four_a_thread.
// Run it: ./seven bench --op dropout --device cuda --variant naive
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/dropout/cuda_draw.h"
#include "ops/dropout/cuda_variants.h"
#include "ops/kernels.h"

namespace seven::dropout::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

// words[i]: by comparisons, since an index known only when the kernel runs would move the words out of the registers.
__device__ std::uint32_t one_of(const PhiloxCounter& words, int i) {
  return i == 0 ? words[0] : i == 1 ? words[1] : i == 2 ? words[2] : words[3];
}

//! [forward]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void forward_kernel(T* y, T* mask, const T* x, Draw<T> draw, int C, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  const int n = i / C;      // the image, and with it the stream
  const int c = i - n * C;  // the unit
  const T kept = draw.mask(one_of(draw.words(n, c / 4), c % 4));
  mask[i] = kept;
  y[i] = x[i] * (kept * draw.scale);
}
//! [forward]

// Budget: 256 threads, 100 %.
template <class T>
__global__ void predict_kernel(T* y, const T* x, T scale, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) y[i] = x[i] * scale;
}

// Budget: 256 threads, 100 %.
template <class T>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* mask, T scale, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) grad_x[i] = grad_y[i] * (mask[i] * scale);
}

template <class T>
void forward(T* y, T* mask, const T* x, const Params& a) {
  const int size = narrow(a.N * a.C);
  launch(forward_kernel<T>, {blocks_for(size, kThreads), kThreads}, y, mask, x, draw_of<T>(a), narrow(a.C), size);
}

// These two are called for the rest of a vector too, and that may be empty.
template <class T>
void predict(T* y, const T* x, const Params& a) {
  const int size = narrow(a.N * a.C);
  if (size == 0) return;
  launch(predict_kernel<T>, {blocks_for(size, kThreads), kThreads}, y, x, static_cast<T>(a.test_scale()), size);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* mask, const Params& a) {
  const int size = narrow(a.N * a.C);
  if (size == 0) return;
  launch(grad_input_kernel<T>, {blocks_for(size, kThreads), kThreads}, grad_x, grad_y, mask,
         static_cast<T>(a.train_scale()), size);
}

}  // namespace

const Variant naive{"naive",
                    Device::SEVEN_TARGET,
                    "",
                    {forward<float>, predict<float>, grad_input<float>},
                    {forward<double>, predict<double>, grad_input<double>}};

}  // namespace seven::dropout::SEVEN_TARGET
