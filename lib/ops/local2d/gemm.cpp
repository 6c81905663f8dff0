// local2d, variant gemm: against naive, each position is one product of its weights and its windows in all images.
// It should bring the speed of gemm: with the image as the last axis a position's weights are read once a batch.
// Run it: ./seven bench --op local2d --variant gemm
#include <algorithm>

#include "core/parallel.h"
#include "ops/gemm/gemm.h"
#include "ops/local2d/columns.h"
#include "ops/local2d/local2d.h"
#include "ops/variant.h"

namespace seven::local2d {

namespace {

// Images are worked off in runs of at most this many, one after the other: a column then stays in the second-level
// cache, and the workspace does not grow with the batch.
constexpr Index kRun = 128;

Index window(const Params& a) { return a.C * a.R * a.S; }
Index positions(const Params& a) { return a.P() * a.Q(); }
Index weights(const Params& a) { return a.K * window(a); }  // of one position

// The three products of one position, in gemm's letters: N images are N columns.
seven::gemm::Params forward_product(const Params& a) { return {.M = a.K, .N = a.N, .K = window(a)}; }
seven::gemm::Params input_product(const Params& a) { return {.M = window(a), .N = a.N, .K = a.K, .transpose_a = true}; }
seven::gemm::Params weight_product(const Params& a) {
  return {.M = a.K, .N = window(a), .K = a.N, .transpose_b = true, .accumulate = true};
}

template <class T>
const seven::gemm::Functions<T>& product() {
  return functions<T>(seven::gemm::threaded);
}

// Workspace for a run of images: gemm's own, x with the image last, y with the image last, one column a thread.
template <class T>
struct Workspace {
  Index gemm = 0, x = 0, y = 0, column = 0;  // elements of each part

  explicit Workspace(const Params& a)
      : gemm(std::max({product<T>().workspace(forward_product(a)), product<T>().workspace(input_product(a)),
                       product<T>().workspace(weight_product(a))})),
        x(a.N * a.C * a.H * a.W),
        y(a.N * a.K * positions(a)),
        column(a.N * window(a)) {}

  [[nodiscard]] Index size() const { return gemm + x + y + threads() * column; }
  [[nodiscard]] T* x_last(T* begin) const { return begin + gemm; }
  [[nodiscard]] T* y_last(T* begin) const { return begin + gemm + x; }
  [[nodiscard]] T* thread_column(T* begin) const { return begin + gemm + x + y + thread_index() * column; }
};

template <class T>
Index workspace_size(const Params& a) {
  Params run = a;
  run.N = std::min(a.N, kRun);
  return Workspace<T>(run).size();
}

// Calls body(params of the run, its first element in x, its first element in y) for each run of images.
template <class F>
void for_each_run(const Params& a, F&& body) {
  for (Index n = 0; n < a.N; n += kRun) {
    Params run = a;
    run.N = std::min(kRun, a.N - n);
    body(run, n * a.C * a.H * a.W, n * a.K * positions(a));
  }
}

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& all, T* workspace) {
  for_each_run(all, [&](const Params& a, Index x_begin, Index y_begin) {
    const Workspace<T> part(a);
    T* x_last = part.x_last(workspace);
    T* y_last = part.y_last(workspace);
    images_last(x_last, x + x_begin, a.N, a.C, a.H * a.W);
    parallel_for(positions(a), [&](Index position) {
      T* column = part.thread_column(workspace);
      T* out = y_last + position * a.K * a.N;
      gather(column, x_last, a, position);
      seven::gemm::Params params = forward_product(a);
      if (b != nullptr) {
        for (Index k = 0; k < a.K; ++k) std::fill_n(out + k * a.N, a.N, b[k * positions(a) + position]);
        params.accumulate = true;
      }
      product<T>().run(out, w + position * weights(a), column, params, {}, workspace);
    });
    images_first(y + y_begin, y_last, a.N, a.K, positions(a));
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& all, T* workspace) {
  for_each_run(all, [&](const Params& a, Index x_begin, Index y_begin) {
    const Workspace<T> part(a);
    T* x_last = part.x_last(workspace);
    T* y_last = part.y_last(workspace);
    images_last(y_last, grad_y + y_begin, a.N, a.K, positions(a));
    std::fill_n(x_last, part.x, T{0});
    for (Index colour = 0; colour < colours(a); ++colour) {
      const Coloured coloured(a, colour);
      parallel_for(coloured.count(), [&](Index item) {
        const Index position = coloured.position(item);
        T* column = part.thread_column(workspace);
        product<T>().run(column, w + position * weights(a), y_last + position * a.K * a.N, input_product(a), {},
                         workspace);
        scatter(x_last, column, a, position);
      });
    }
    images_first(grad_x + x_begin, x_last, a.N, a.C, a.H * a.W);
  });
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& all, T* workspace) {
  for_each_run(all, [&](const Params& a, Index x_begin, Index y_begin) {
    const Workspace<T> part(a);
    T* x_last = part.x_last(workspace);
    T* y_last = part.y_last(workspace);
    images_last(x_last, x + x_begin, a.N, a.C, a.H * a.W);
    images_last(y_last, grad_y + y_begin, a.N, a.K, positions(a));
    parallel_for(positions(a), [&](Index position) {
      T* column = part.thread_column(workspace);
      const T* g = y_last + position * a.K * a.N;
      gather(column, x_last, a, position);
      product<T>().run(grad_w + position * weights(a), g, column, weight_product(a), {}, workspace);
      if (grad_b == nullptr) return;
      for (Index k = 0; k < a.K; ++k) {
        for (Index n = 0; n < a.N; ++n) grad_b[k * positions(a) + position] += g[k * a.N + n];
      }
    });
  });
}

}  // namespace

constinit const Variant gemm{"gemm",
                             Device::cpu,
                             "",
                             {workspace_size<float>, forward<float>, grad_input<float>, grad_weight<float>},
                             {workspace_size<double>, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::local2d
