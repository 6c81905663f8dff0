#include "show.h"

#include <fmt/format.h>

#include <array>
#include <numeric>

#include "numbers.h"
#include "ops/conv2d/im2col.h"
#include "ops/gemm/gemm.h"

namespace seven::chapters {

namespace {

void print_matrix(const char* title, const float* matrix, Index rows, Index columns) {
  fmt::print("{}\n\n", title);
  for (Index i = 0; i < rows; ++i) {
    fmt::print("   ");
    for (Index j = 0; j < columns; ++j) fmt::print("{:5.0f}", matrix[i * columns + j]);
    fmt::print("\n");
  }
  fmt::print("\n");
}

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

void show_column() {
  const conv2d::Params a{.N = 1, .C = 1, .H = 4, .W = 4, .K = 1, .R = 3, .S = 3};
  Tensor<float> x(Shape{a.H, a.W});
  std::iota(x.span().begin(), x.span().end(), 1.F);  // 1 to 16: each number says which pixel it is
  const std::array<float, 9> w{-1, 0, 1, -2, 0, 2, -1, 0, 1};
  const Index depth = a.R * a.S;
  const Index windows = a.P() * a.Q();

  Tensor<float> column(Shape{conv2d::column_size(a)});
  Tensor<float> padded(Shape{conv2d::padded_size(a)});
  conv2d::im2col(column.data(), padded.data(), x.data(), a);

  //! [product]
  Tensor<float> y(Shape{a.K, windows});
  const gemm::Params product{.M = a.K, .N = windows, .K = depth};
  gemm::naive.f32.run(y.data(), w.data(), column.data(), product, {}, nullptr);
  //! [product]

  print_matrix("A picture x of 4 x 4 pixels, numbered:", x.data(), a.H, a.W);
  print_matrix("Its column matrix for a kernel of 3 x 3: nine rows, and one column for each of the four windows.",
               column.data(), depth, windows);
  print_matrix("The kernel w as one row:", w.data(), 1, depth);
  print_matrix("Their product is y, a row of four outputs:", y.data(), 1, windows);
  Tensor<float> loops(Shape{a.K, windows});
  conv2d::naive.f32.forward(loops.data(), x.data(), w.data(), nullptr, a, nullptr);
  print_matrix("The seven loops say:", loops.data(), 1, windows);
}

void show_adjoint() {
  const conv2d::Params a{.N = 1, .C = 1, .H = 5, .W = 6, .K = 1, .R = 3, .S = 3};
  Tensor<float> ones(Shape{conv2d::column_size(a)});
  std::fill_n(ones.data(), ones.size(), 1.F);
  Tensor<float> padded(Shape{conv2d::padded_size(a)});
  Tensor<float> counts(Shape{a.H, a.W});
  conv2d::col2im(counts.data(), padded.data(), ones.data(), a);
  print_matrix("col2im of a column matrix full of ones, 3 x 3 on 5 x 6 pixels: in how many windows each pixel lies.",
               counts.data(), a.H, a.W);

  const conv2d::Params b{.N = 1, .C = 3, .H = 11, .W = 13, .K = 1, .R = 5, .S = 3, .stride = 2, .pad = 2};
  const Index elements = b.C * b.R * b.S * b.P() * b.Q();
  const Tensor<double> x = random_tensor<double>(Shape{b.C, b.H, b.W}, 0);
  Tensor<double> g(Shape{conv2d::column_size(b)});  // with room behind it, as col2im wants it
  std::copy_n(random_tensor<double>(Shape{elements}, 1).data(), elements, g.data());
  //! [adjoint]
  Tensor<double> column(Shape{conv2d::column_size(b)});
  Tensor<double> room(Shape{conv2d::padded_size(b)});
  Tensor<double> back(Shape{b.C, b.H, b.W});
  conv2d::im2col(column.data(), room.data(), x.data(), b);
  conv2d::col2im(back.data(), room.data(), g.data(), b);
  const auto size = static_cast<std::size_t>(elements);
  const double left = dot(column.span().first(size), g.span().first(size));  // <im2col(x), g>
  const double right = dot(x.span(), back.span());                           // <x, col2im(g)>
  //! [adjoint]
  fmt::print("With random x and g, 5 x 3 kernels, stride 2, pad 2:\n\n");
  fmt::print("   <im2col(x), g> = {:.12f}\n   <x, col2im(g)> = {:.12f}\n\n", left, right);
}

}  // namespace seven::chapters
