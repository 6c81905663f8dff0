// conv2d, variant chosen: for each problem the variant that is the fastest for its sizes.
// Winograd for square 3x3 and 5x5 kernels with stride 1 and enough channels to pay for it; implicit_gemm for the rest.
// Run it: ./seven bench --op conv2d --variant chosen
// Chapter 07: chapters/07_winograd_roofline/README.md.
#include "ops/conv2d/winograd.h"
#include "ops/variant.h"

namespace seven::conv2d {

namespace {

// Below so many channels (or kernels) a group the transforms cost more than the products they save.
constexpr Index kFew = 16;

template <class T>
const Functions<T>& choice(const Params& p) {
  const bool enough = std::min(p.group_channels(), p.group_kernels()) >= kFew;
  return functions<T>(enough && wino::fits(p) ? winograd : implicit_gemm);
}

template <class T>
Index workspace(const Params& p) {
  return choice<T>(p).workspace(p);
}

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  choice<T>(p).forward(y, x, w, b, p, workspace);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  choice<T>(p).grad_input(grad_x, grad_y, w, p, workspace);
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  choice<T>(p).grad_weight(grad_w, grad_b, grad_y, x, p, workspace);
}

}  // namespace

constinit const Variant chosen{"chosen",
                               Device::cpu,
                               "",
                               {workspace<float>, forward<float>, grad_input<float>, grad_weight<float>},
                               {workspace<double>, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::conv2d
