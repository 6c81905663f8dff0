// lrn, kernels, variant in_registers: across channels, a thread goes through the channels of one position with the
// window in its registers. An element is read once or twice, not n times, and backward takes one power, not n + 1.
// Run it: ./seven bench --op lrn --device cuda --variant in_registers
// Chapter 10: chapters/10_every_layer/README.md.
#include <algorithm>

#include "cuda/patch.h"
#include "ops/lrn/cuda_formula.h"
#include "ops/lrn/cuda_variants.h"
#include "ops/variant.h"

namespace seven::lrn::SEVEN_TARGET {

namespace {

constexpr int kThreads = 128;  // in a block

// A column is the channels of one position of one image; it is cut into segments, one for each row of blocks.
struct Columns {
  int count;    // of all images
  int pixels;   // of an image: neighbouring channels are so many elements apart
  int C;        // channels
  int segment;  // channels of a segment
  Reach reach;
};

// kReach channels before and behind the current one: at[kReach + d] belongs to channel c + d. Registers cannot be
// chosen by a number that is computed, so the window moves through them, with its loops unrolled.
//! [window]
template <class T, int kReach>
struct Window {
  T at[2 * kReach + 1] = {};

  __device__ void push(T value) {
#pragma unroll
    for (int j = 0; j < 2 * kReach; ++j) at[j] = at[j + 1];
    at[2 * kReach] = value;
  }
  // What has left a window must not be subtracted from a running sum: that would leave rounding errors behind and, of
  // an infinity, NaN. n additions cost nothing beside an access to memory.
  template <class Term>
  __device__ T sum(const Reach& reach, Term term) const {
    T result = 0;
#pragma unroll
    for (int d = -kReach; d <= kReach; ++d) {
      if (d >= -reach.before && d <= reach.after) result += term(at[kReach + d]);
    }
    return result;
  }
  __device__ T centre() const { return at[kReach]; }
};
//! [window]

//! [forward]
// Budget: 128 threads, 100 %; double 8: 37 %; 8: 83 %; double: 62 %.
template <class T, class P, int kReach>
__global__ void forward_kernel(T* __restrict__ y, T* __restrict__ scale, const T* __restrict__ x, Columns a,
                               Formula<T> f) {
  const int column = blockIdx.x * blockDim.x + threadIdx.x;
  if (column >= a.count) return;
  const int base = column + column / a.pixels * (a.C - 1) * a.pixels;  // its element of channel 0
  const int first = blockIdx.y * a.segment;
  const int last = min(first + a.segment, a.C);
  Window<T, kReach> window;
  for (int c = first - 2 * kReach; c < last; ++c) {  // until `first`, the window fills
    const int next = c + kReach;
    window.push(next >= 0 && next < a.C ? x[base + next * a.pixels] : T(0));
    if (c < first) continue;
    const T s = f.k + f.alpha * window.sum(a.reach, [](T v) { return v * v; });
    scale[base + c * a.pixels] = s;
    y[base + c * a.pixels] = window.centre() * P::of(s, f.beta).power;
  }
}
//! [forward]

// Budget: 128 threads, 75 %; double 8: 31 %; 8: 62 %; double: 62 %.
template <class T, class P, int kReach>
__global__ void grad_input_kernel(T* __restrict__ grad_x, const T* __restrict__ grad_y, const T* __restrict__ x,
                                  const T* __restrict__ scale, Columns a, Formula<T> f) {
  const int column = blockIdx.x * blockDim.x + threadIdx.x;
  if (column >= a.count) return;
  const int base = column + column / a.pixels * (a.C - 1) * a.pixels;
  const int first = blockIdx.y * a.segment;
  const int last = min(first + a.segment, a.C);
  Window<T, kReach> ratios;  // grad_y * scale^-beta * x / scale
  Window<T, kReach> own;     // grad_y * scale^-beta
  Window<T, kReach> in;      // x
  for (int c = first - 2 * kReach; c < last; ++c) {
    const int next = c + kReach;
    const bool inside = next >= 0 && next < a.C;
    const int i = base + next * a.pixels;
    const Powers<T> p = inside ? P::of(scale[i], f.beta) : Powers<T>{};
    const T value = inside ? x[i] : T(0);
    const T gradient = inside ? grad_y[i] * p.power : T(0);
    ratios.push(gradient * value * p.inverse);
    own.push(gradient);
    in.push(value);
    if (c < first) continue;
    const T sum = ratios.sum(a.reach, [](T v) { return v; });
    grad_x[base + c * a.pixels] = own.centre() - f.cross * in.centre() * sum;
  }
}

// Segments enough to keep a large GPU busy with few images of few positions, none so short that most of its work is to
// fill the window.
Columns columns(const Params& a, const Reach& reach) {
  constexpr Index kWanted = 128 * 1024;  // threads
  constexpr Index kShortest = 16;        // channels
  const Index pixels = a.H * a.W;
  const Index count = a.N * pixels;
  narrow(count * a.C);
  const Index most = std::min<Index>(kLargestGridYZ, (a.C + kShortest - 1) / kShortest);
  const Index segments = std::clamp<Index>((kWanted + count - 1) / count, 1, most);
  const Index segment = (a.C + segments - 1) / segments;
  return {narrow(count), narrow(pixels), narrow(a.C), narrow(segment), reach};
}

dim3 grid(const Columns& a) { return {blocks_for(a.count, kThreads), blocks_for(a.C, a.segment)}; }

// Calls f with the smallest window that n fits in, as a constant; 5 is the usual n. False if n is too large, or lies
// within a map.
template <class F>
bool with_reach(const Params& a, F f) {
  if (a.across != Across::channels || a.n / 2 > 8) return false;
  if (a.n / 2 <= 2) {
    f(std::integral_constant<int, 2>{});
  } else {
    f(std::integral_constant<int, 8>{});
  }
  return true;
}

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  const bool done = with_reach(a, [&]<int kReach>(std::integral_constant<int, kReach>) {
    with_powers(a.beta, [&]<class P>(P) {
      const Columns c = columns(a, reach(a));
      launch(forward_kernel<T, P, kReach>, {grid(c), kThreads}, y, scale, x, c, formula<T>(a));
    });
  });
  if (!done) functions<T>(shared_tile).forward(y, scale, x, a);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  const bool done = with_reach(a, [&]<int kReach>(std::integral_constant<int, kReach>) {
    with_powers(a.beta, [&]<class P>(P) {
      const Columns c = columns(a, mirrored(reach(a)));
      launch(grad_input_kernel<T, P, kReach>, {grid(c), kThreads}, grad_x, grad_y, x, scale, c, formula<T>(a));
    });
  });
  if (!done) functions<T>(shared_tile).grad_input(grad_x, grad_y, x, scale, a);
}

}  // namespace

const Variant in_registers{"in_registers",
                           Device::SEVEN_TARGET,
                           "",
                           {forward<float>, grad_input<float>},
                           {forward<double>, grad_input<double>}};

}  // namespace seven::lrn::SEVEN_TARGET
