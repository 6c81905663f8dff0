// lrn: local response normalisation, y = x * scale^-beta with scale = k + alpha * (sum of x^2 over a window).
// The window lies across n neighbouring channels at one position (AlexNet, section 3.3), or is an n x n patch of one
// map (cuda-convnet's same-map normalisation).
//
// The parameters are those of the paper's formula: alpha is NOT divided by n. Most systems divide it, so take their
// numbers over with one of the functions below.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <span>
#include <string>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::lrn {

enum class Across { channels, map };

struct Params {
  Index N = 0;         // images
  Index C = 0;         // channels
  Index H = 0, W = 0;  // height and width
  Index n = 5;         // the window of channel c: [c - n/2, c - n/2 + n - 1], cut at the ends; on a map both ways
  double k = 2.0;
  double alpha = 1e-4;
  double beta = 0.75;
  Across across = Across::channels;
};

// Another system's parameters, in its own names and order and with its own defaults, as ours; the sizes stay 0.

// Caffe: alpha / n across channels; within a map alpha / n^2 and k is not read but 1.
Params from_caffe(Index local_size = 5, double alpha = 1.0, double beta = 0.75, double k = 1.0,
                  Across across = Across::channels);
// PyTorch's LocalResponseNorm: alpha / n.
Params from_pytorch(Index size, double alpha = 1e-4, double beta = 0.75, double k = 1.0);
// TensorFlow's local_response_normalization: a window of 2 * depth_radius + 1 channels, alpha as it is.
Params from_tensorflow(Index depth_radius = 5, double bias = 1.0, double alpha = 1.0, double beta = 0.5);
// cuda-convnet's cmrnorm (across channels: alpha / n) and rnorm (within a map: alpha / n^2). k is 1 there;
// cuda-convnet2 calls it minDiv.
Params from_cuda_convnet(Index size, double scale, double pow, Across across = Across::channels, double k = 1.0);

// Throws Error, naming `where` (a layer), if a size is below 1, k is not above 0 or alpha is below 0: scale has to be
// positive.
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory, (N, C, H, W) each; nothing is allocated.
template <class T>
struct Functions {
  // Overwrites y and scale. Keep scale for grad_input.
  void (*forward)(T* y, T* scale, const T* x, const Params& p);
  // Overwrites grad_x; grad_x must be none of the others. Exact: x[i] moves the scale of all windows it is in.
  //   grad_x[i] = grad_y[i] * scale[i]^-beta
  //               - 2 * alpha * beta * x[i] * sum over windows j with i in them of grad_y[j] * x[j] * scale[j]^(-beta -
  //               1)
  void (*grad_input)(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& p);
};

struct Variant {
  const char* name;
  Device device;
  const char* needs;  // what has to be there to run it; "" for nothing
  Functions<float> f32;
  Functions<double> f64;
};

extern const Variant naive;
extern const Variant lines;
extern const Variant fused;
extern const Variant in_registers;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::lrn
