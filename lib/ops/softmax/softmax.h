// softmax: scores (logits) become probabilities, y[n,c] = exp(x[n,c]) / sum over d of exp(x[n,d]), and with a label a
// loss, -log y[n, label]. The pair is one op because its gradient is so simple, y - onehot(label), while the two apart
// would first divide by a probability that may have underflowed to 0.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::softmax {

struct Params {
  Index N = 0;  // images
  Index C = 0;  // classes
};

// Throws Error, naming `where` (a layer), if a size is below 1.
void check(const Params& p, const std::string& where);

// Throws Error, naming the image, unless each of the N labels is from 0 to C - 1. The functions that read labels call
// it; kernels cannot: a label out of range gives NaN there, so whoever brings labels to a device checks them first.
void check_labels(const Index* labels, const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. Shapes: x, y, grad_x, grad_y (N, C); labels, losses
// (N). A row with a NaN in it gives NaN, and so does a row with +infinity.
template <class T>
struct Functions {
  // Probabilities; the row's maximum is subtracted first, so that nothing overflows. Overwrites y.
  void (*forward)(T* y, const T* x, const Params& p);
  // losses[n] = -log of the probability of labels[n], in nats, from the logits x: finite for finite logits, even where
  // the probability is too small for T. Overwrites losses. Throws Error for a label out of range.
  void (*log_loss)(T* losses, const T* x, const Index* labels, const Params& p);
  // grad_x = (y - onehot(labels)) * scale; y are the probabilities; scale is 1/N for the mean loss of a batch.
  // Overwrites grad_x. Throws Error for a label out of range.
  void (*grad_loss)(T* grad_x, const T* y, const Index* labels, T scale, const Params& p);
  // The gradient of forward alone: grad_x[n,c] = y[n,c] * (grad_y[n,c] - sum over d of grad_y[n,d] * y[n,d]).
  // Overwrites grad_x.
  void (*grad_input)(T* grad_x, const T* grad_y, const T* y, const Params& p);
};

struct Variant {
  const char* name;
  Device device;
  const char* needs;  // what has to be there to run it; "" for nothing
  Functions<float> f32;
  Functions<double> f64;
};

extern const Variant naive;
extern const Variant vectorised;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::softmax
