#include "look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/suggest.h"
#include "core/tensor.h"
#include "data/image.h"
#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

namespace {

constexpr Index kHeight = 18;  // two pictures of 18 x 38 characters stand side by side in a terminal of 80 columns
constexpr Index kWidth = 38;

struct Kernel {
  const char* name;
  const char* finds;
  std::array<float, 9> w;
};

constexpr std::array kKernels{
    Kernel{"vertical", "brighter on the right than on the left", {-1, 0, 1, -2, 0, 2, -1, 0, 1}},
    Kernel{"horizontal", "brighter below than above", {-1, -2, -1, 0, 0, 0, 1, 2, 1}},
    Kernel{"outline", "brighter than what surrounds it", {-1, -1, -1, -1, 8, -1, -1, -1, -1}},
    Kernel{"mean",
           "the mean of nine pixels",
           {1 / 9.F, 1 / 9.F, 1 / 9.F, 1 / 9.F, 1 / 9.F, 1 / 9.F, 1 / 9.F, 1 / 9.F, 1 / 9.F}},
};

std::vector<std::string> kernel_names() {
  std::vector<std::string> names;
  for (const Kernel& kernel : kKernels) names.emplace_back(kernel.name);
  return names;
}

const Kernel& kernel_called(const std::string& name) {
  for (const Kernel& kernel : kKernels) {
    if (name == kernel.name) return kernel;
  }
  throw unknown_name("kernel", name, kernel_names());
}

// A bright block and a disc, in grey levels. The ground is not black, so the zeros of the padding make an edge with it.
Tensor<float> own_picture() {
  Tensor<float> x(Shape{1, 1, kHeight, kWidth});
  for (Index h = 0; h < kHeight; ++h) {
    for (Index v = 0; v < kWidth; ++v) {
      // A character is about twice as high as it is wide, so the disc is an ellipse in pixels.
      const double across = (static_cast<double>(v) - 26.5) / 8.5;
      const double down = (static_cast<double>(h) - 8.5) / 5.0;
      const bool block = h >= 4 && h < 14 && v >= 4 && v < 14;
      const bool disc = across * across + down * down < 1.0;
      x[h * kWidth + v] = block ? 200.F : disc ? 160.F : 60.F;
    }
  }
  return x;
}

Tensor<float> picture_from(const std::string& file) {
  const Image image = resize(read_image(file), kHeight, kWidth);
  Tensor<float> x(Shape{1, 1, kHeight, kWidth});
  for (Index i = 0; i < x.size(); ++i) {
    float sum = 0.F;
    for (Index c = 0; c < image.channels; ++c)
      sum += static_cast<float>(image.pixels[static_cast<std::size_t>(c * x.size() + i)]);
    x[i] = sum / static_cast<float>(image.channels);
  }
  return x;
}

// A row of a picture: dark to bright.
std::string brightness_row(const float* row, Index width) {
  constexpr std::string_view kRamp = " .:-=+*#%@";
  std::string text;
  for (Index v = 0; v < width; ++v) {
    const auto step = static_cast<Index>(row[v] / 256.F * static_cast<float>(kRamp.size()));
    text += kRamp[static_cast<std::size_t>(std::clamp<Index>(step, 0, static_cast<Index>(kRamp.size()) - 1))];
  }
  return text;
}

// A row of answers: only what is far from zero.
std::string sign_row(const float* row, Index width, float threshold) {
  std::string text;
  for (Index v = 0; v < width; ++v) text += row[v] > threshold ? '+' : row[v] < -threshold ? '-' : ' ';
  return text;
}

// The sum behind one element of y, written out: nine products.
void print_window(const Tensor<float>& x, const Kernel& kernel, const Tensor<float>& y, const conv2d::Params& a,
                  Index p, Index q) {
  fmt::print("\nOne answer written out: output row p = {}, column q = {}. Its window starts at\n", p, q);
  fmt::print("row p*stride - pad = {}, column q*stride - pad = {}.\n\n", p * a.stride - a.pad, q * a.stride - a.pad);
  fmt::print("     the window of x           the kernel w               x * w\n");
  for (Index r = 0; r < a.R; ++r) {
    std::string pixels;
    std::string weights;
    std::string products;
    for (Index s = 0; s < a.S; ++s) {
      const Index h = p * a.stride + r - a.pad;
      const Index v = q * a.stride + s - a.pad;
      const bool inside = h >= 0 && h < a.H && v >= 0 && v < a.W;
      const float pixel = inside ? x[h * a.W + v] : 0.F;
      const float weight = kernel.w[static_cast<std::size_t>(r * a.S + s)];
      pixels += fmt::format("{:7.0f}", pixel);
      weights += fmt::format("{:7.3g}", weight);
      products += fmt::format("{:8.4g}", pixel * weight + 0.F);
    }
    fmt::print("{}    {}  {}\n", pixels, weights, products);
  }
  fmt::print("\nTheir sum is y[{}, {}] = {:.6g}.\n", p, q, y[p * a.Q() + q]);
}

}  // namespace

std::string join_kernel_names() { return join(kernel_names()); }

void look_at_picture(const LookOptions& options) {
  const Kernel& kernel = kernel_called(options.kernel);
  const Tensor<float> x = options.file.empty() ? own_picture() : picture_from(options.file);
  //! [call]
  const conv2d::Params a{
      .N = 1, .C = 1, .H = kHeight, .W = kWidth, .K = 1, .R = 3, .S = 3, .stride = options.stride, .pad = options.pad};
  conv2d::check(a, "the chapter's picture");
  Tensor<float> y(Shape{1, 1, a.P(), a.Q()});
  conv2d::naive.f32.forward(y.data(), x.data(), kernel.w.data(), nullptr, a, nullptr);
  //! [call]

  float largest = 0.F;
  for (const float value : y.span()) largest = std::max(largest, std::abs(value));
  // What is as bright as a picture is shown as one; what can be negative by its sign.
  const bool picture = std::string_view(kernel.name) == "mean";
  fmt::print("A picture x of {} x {} pixels, and the answer y of the kernel \"{}\": {} x {}.\n", a.H, a.W, kernel.name,
             a.P(), a.Q());
  fmt::print("{}\n\n",
             picture ? "It gives the mean of nine pixels."
                     : fmt::format("It finds what is {}: + there, - where it is the other way round.", kernel.finds));
  for (Index row = 0; row < std::max(a.H, a.P()); ++row) {
    const std::string left = row < a.H ? brightness_row(x.data() + row * a.W, a.W) : std::string(kWidth, ' ');
    std::string right;
    if (row < a.P()) {
      const float* out = y.data() + row * a.Q();
      right = picture ? brightness_row(out, a.Q()) : sign_row(out, a.Q(), 0.3F * largest);
    }
    fmt::print("{} | {}\n", left, right);
  }
  print_window(x, kernel, y, a, std::min<Index>(9, a.P() - 1), std::min<Index>(4, a.Q() - 1));
}

}  // namespace seven::chapters
