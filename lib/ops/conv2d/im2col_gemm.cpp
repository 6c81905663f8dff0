// conv2d, variant im2col_gemm: against naive, the windows become columns of a matrix, and six of the loops one product.
// It should bring the speed of gemm, at the price of a column matrix R*S times the size of the image.
// Run it: ./seven bench --op conv2d --variant im2col_gemm
// Chapter 05: chapters/05_im2col_gemm/README.md.
#include <algorithm>

#include "core/parallel.h"
#include "ops/conv2d/conv2d.h"
#include "ops/conv2d/im2col.h"
#include "ops/conv2d/sum_of.h"
#include "ops/gemm/gemm.h"
#include "ops/variant.h"

namespace seven::conv2d {

namespace {

// The sum over images in grad_weight is cut into this many partial sums, whatever the number of threads.
constexpr Index kSlices = 16;

Index thread_size(const Params& a) { return column_size(a) + padded_size(a); }  // a thread's own part of the workspace
Index weight_size(const Params& a) { return a.K * a.group_channels() * a.R * a.S; }
Index slices(const Params& a) { return std::min(a.N, kSlices); }

//! [products]
// The three products of one group, in gemm's letters.
gemm::Params forward_product(const Params& a) {
  return {.M = a.group_kernels(), .N = a.P() * a.Q(), .K = a.group_channels() * a.R * a.S};
}
gemm::Params input_product(const Params& a) {
  return {.M = a.group_channels() * a.R * a.S, .N = a.P() * a.Q(), .K = a.group_kernels(), .transpose_a = true};
}
gemm::Params weight_product(const Params& a) {
  return {.M = a.group_kernels(), .N = a.group_channels() * a.R * a.S, .K = a.P() * a.Q(), .accumulate = true};
}
//! [products]

template <class T>
const gemm::Functions<T>& product() {
  return functions<T>(gemm::threaded);
}

// Workspace: gemm's own, then a column and a padded image a thread, then grad_weight's partial sums (weights, biases).
template <class T>
Index gemm_workspace(const Params& a) {
  return std::max({product<T>().workspace(forward_product(a)), product<T>().workspace(input_product(a)),
                   product<T>().workspace(weight_product(a))});
}

template <class T>
Index workspace(const Params& a) {
  return gemm_workspace<T>(a) + threads() * thread_size(a) + slices(a) * (weight_size(a) + a.K);
}

template <class T>
T* thread_column(T* workspace, const Params& a) {
  return workspace + gemm_workspace<T>(a) + thread_index() * thread_size(a);
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& a, T* workspace) {
  parallel_for(a.N * a.groups, [&](Index item) {  // one group of one image
    const Index g = item % a.groups;
    T* column = thread_column(workspace, a);
    im2col(column, column + column_size(a), x + item * a.group_channels() * a.H * a.W, a);
    T* out = y + item * a.group_kernels() * a.P() * a.Q();
    gemm::Epilogue<T> epilogue{.relu = a.relu};
    if (b != nullptr) epilogue.row_bias = b + g * a.group_kernels();
    product<T>().run(out, w + g * weight_size(a) / a.groups, column, forward_product(a), epilogue, workspace);
  });
}
//! [forward]

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& a, T* workspace) {
  parallel_for(a.N * a.groups, [&](Index item) {  // one group of one image
    const Index g = item % a.groups;
    T* column = thread_column(workspace, a);
    product<T>().run(column, w + g * weight_size(a) / a.groups, grad_y + item * a.group_kernels() * a.P() * a.Q(),
                     input_product(a), {}, workspace);
    col2im(grad_x + item * a.group_channels() * a.H * a.W, column + column_size(a), column, a);
  });
}
//! [grad_input]

// grad_w and grad_b += the share of images [begin, end).
template <class T>
void grad_weight_slice(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, Index begin, Index end,
                       T* workspace) {
  T* column = thread_column(workspace, a);
  for (Index n = begin; n < end; ++n) {
    for (Index g = 0; g < a.groups; ++g) {
      const Index item = n * a.groups + g;
      im2row(column, column + column_size(a), x + item * a.group_channels() * a.H * a.W, a);
      product<T>().run(grad_w + g * weight_size(a) / a.groups, grad_y + item * a.group_kernels() * a.P() * a.Q(),
                       column, weight_product(a), {}, workspace);
    }
    for (Index k = 0; k < a.K; ++k) grad_b[k] += sum_of(grad_y + (n * a.K + k) * a.P() * a.Q(), a.P() * a.Q());
  }
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, T* workspace) {
  const Index size = weight_size(a) + a.K;  // a slice's weights, then its biases
  T* partial = workspace + gemm_workspace<T>(a) + threads() * thread_size(a);
  const Index count = slices(a);
  parallel_for(count, [&](Index slice) {
    T* sum = partial + slice * size;
    std::fill_n(sum, size, T{0});
    grad_weight_slice(sum, sum + weight_size(a), grad_y, x, a, a.N * slice / count, a.N * (slice + 1) / count,
                      workspace);
  });
  parallel_chunks(size, kElementChunk, [&](Index begin, Index end) {
    for (Index slice = 0; slice < count; ++slice) {
      const T* sum = partial + slice * size;
      for (Index i = begin; i < std::min(end, weight_size(a)); ++i) grad_w[i] += sum[i];
      if (grad_b == nullptr) continue;
      for (Index i = std::max(begin, weight_size(a)); i < end; ++i) grad_b[i - weight_size(a)] += sum[i];
    }
  });
}

}  // namespace

constinit const Variant im2col_gemm{"im2col_gemm",
                                    Device::cpu,
                                    "",
                                    {workspace<float>, forward<float>, grad_input<float>, grad_weight<float>},
                                    {workspace<double>, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::conv2d
