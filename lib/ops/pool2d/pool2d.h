// pool2d: y[n,c,p,q] = the maximum, or the average, of a window x window patch of x[n,c] whose corner is at
// (p*stride - pad, q*stride - pad). Windows may overlap (AlexNet's 3/2) and are cut where they leave the image.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <span>
#include <string>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::pool2d {

enum class Mode { max, average };

struct Params {
  Index N = 0;         // images
  Index C = 0;         // channels, in and out
  Index H = 0, W = 0;  // height and width in
  Index window = 2;
  Index stride = 2;
  Index pad = 0;  // rows and columns around the image; at most window / 2
  Mode mode = Mode::max;
  bool ceil = false;      // a rest that no whole window covers gets a cut window
  bool count_pad = true;  // average: the padding counts as elements, of value 0

  // Height and width out. With `ceil` the last window must still start inside the image or the padding before it, as
  // in Caffe and PyTorch.
  [[nodiscard]] Index P() const;
  [[nodiscard]] Index Q() const;
};

// Throws Error, naming `where` (a layer), if a size is below 1, pad is above window / 2 or no window fits.
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. Shapes: x and grad_x (N, C, H, W), y and grad_y
// (N, C, P, Q).
//
// max: padding never wins, and NaN does: a window with a NaN in it gives NaN. The first of equal maxima, in row-major
// order, gets the whole gradient (of several NaNs the last does), as in PyTorch and Caffe; cuda-convnet gives it to
// each of them. average: divides by the window's elements inside the padded image as PyTorch and Caffe do or, without
// count_pad, by those inside the image; with pad 0 the two are the same, and cuda-convnet's rule too.
template <class T>
struct Functions {
  // Overwrites y.
  void (*forward)(T* y, const T* x, const Params& p);
  // Overwrites grad_x. `average` does not read x.
  void (*grad_input)(T* grad_x, const T* grad_y, const T* x, const Params& p);
};

struct Variant {
  const char* name;
  Device device;
  const char* needs;  // what has to be there to run it; "" for nothing
  Functions<float> f32;
  Functions<double> f64;
};

extern const Variant naive;
extern const Variant strips;
extern const Variant even_odd;
extern const Variant in_registers;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::pool2d
