// softmax, kernels, variant warp_per_row: the 32 lanes of a warp share a row, and shuffles join what they found.
// Lanes read side by side, 4 sectors an access instead of 32, and a row takes a 32nd of the turns. (Labels:
// cuda_row.h.) Run it: ./seven bench --op softmax --device cuda --variant warp_per_row
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/softmax/cuda_team.h"
#include "ops/softmax/cuda_variants.h"
#include "ops/softmax/cuda_warp.h"

namespace seven::softmax::SEVEN_TARGET {

namespace {

template <class T>
void forward(T* y, const T* x, const Params& a) {
  launch(forward_kernel<Warp, T>, {Warp::blocks(a.N), Warp::threads()}, y, x, sizes(a));
}

template <class T>
void log_loss(T* losses, const T* x, const Index* labels, const Params& a) {
  launch(log_loss_kernel<Warp, T>, {Warp::blocks(a.N), Warp::threads()}, losses, x, labels, sizes(a));
}

template <class T>
void grad_loss(T* grad_x, const T* y, const Index* labels, T scale, const Params& a) {
  launch(grad_loss_kernel<Warp, T>, {Warp::blocks(a.N), Warp::threads()}, grad_x, y, labels, scale, sizes(a));
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  launch(grad_input_kernel<Warp, T>, {Warp::blocks(a.N), Warp::threads()}, grad_x, grad_y, y, sizes(a));
}

}  // namespace

const Variant warp_per_row{"warp_per_row",
                           Device::SEVEN_TARGET,
                           "",
                           {forward<float>, log_loss<float>, grad_loss<float>, grad_input<float>},
                           {forward<double>, log_loss<double>, grad_loss<double>, grad_input<double>}};

}  // namespace seven::softmax::SEVEN_TARGET
