#include "errors.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/philox.h"
#include "toom_cook.h"

namespace seven::chapters {

namespace {

// out (rows, rows) = left (rows, inner) in (inner, inner) left^T, in the precision of T.
template <class T>
std::vector<T> both_sides(const std::vector<double>& left, const std::vector<T>& in, Index rows, Index inner) {
  const auto at = [](Index i, Index j, Index width) { return static_cast<std::size_t>(i * width + j); };
  std::vector<T> half(at(rows, 0, inner));
  std::vector<T> out(at(rows, 0, rows));
  for (Index i = 0; i < rows; ++i) {
    for (Index k = 0; k < inner; ++k) {
      for (Index j = 0; j < inner; ++j)
        half[at(i, j, inner)] += static_cast<T>(left[at(i, k, inner)]) * in[at(k, j, inner)];
    }
  }
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < rows; ++j) {
      for (Index k = 0; k < inner; ++k)
        out[at(i, j, rows)] += half[at(i, k, inner)] * static_cast<T>(left[at(j, k, inner)]);
    }
  }
  return out;
}

template <class T>
std::vector<T> numbers(Random& random, Index count) {
  std::vector<T> values(static_cast<std::size_t>(count));
  for (T& value : values) value = static_cast<T>(static_cast<float>(random.normal()));
  return values;
}

// One tile of outputs, summed up over the channels.
//! [tile]
template <class T>
std::vector<T> winograd(const ToomCook& f, const std::vector<std::vector<T>>& d, const std::vector<std::vector<T>>& g) {
  std::vector<T> products(static_cast<std::size_t>(f.n * f.n));
  for (std::size_t c = 0; c < d.size(); ++c) {
    const std::vector<T> u = both_sides<T>(f.G, g[c], f.n, f.r);
    const std::vector<T> v = both_sides<T>(f.B, d[c], f.n, f.n);
    for (std::size_t i = 0; i < products.size(); ++i) products[i] += u[i] * v[i];
  }
  return both_sides<T>(f.A, products, f.m, f.n);
}
//! [tile]

template <class T>
std::vector<T> direct(const ToomCook& f, const std::vector<std::vector<T>>& d, const std::vector<std::vector<T>>& g) {
  std::vector<T> y(static_cast<std::size_t>(f.m * f.m));
  for (std::size_t c = 0; c < d.size(); ++c) {
    for (Index i = 0; i < f.m * f.m * f.r * f.r; ++i) {
      const Index out = i / (f.r * f.r);
      const Index tap = i % (f.r * f.r);
      const Index in = (out / f.m + tap / f.r) * f.n + out % f.m + tap % f.r;
      y[static_cast<std::size_t>(out)] += d[c][static_cast<std::size_t>(in)] * g[c][static_cast<std::size_t>(tap)];
    }
  }
  return y;
}

struct Errors {
  double winograd = 0.0;
  double direct = 0.0;
  double in_double = 0.0;  // of Winograd's way: whether the matrices are right at all
};

Errors measure_errors(const ToomCook& f, Index channels, Index tiles) {
  Random random(0, Purpose::probe, 0, 7);
  double size = 0.0;
  Errors sum;
  for (Index t = 0; t < tiles; ++t) {
    std::vector<std::vector<float>> d, g;
    std::vector<std::vector<double>> d64, g64;
    for (Index c = 0; c < channels; ++c) {
      d.push_back(numbers<float>(random, f.n * f.n));
      g.push_back(numbers<float>(random, f.r * f.r));
      d64.emplace_back(d.back().begin(), d.back().end());
      g64.emplace_back(g.back().begin(), g.back().end());
    }
    const std::vector<double> right = direct(f, d64, g64);
    const std::vector<double> same = winograd(f, d64, g64);
    const std::vector<float> fast = winograd(f, d, g);
    const std::vector<float> plain = direct(f, d, g);
    for (std::size_t i = 0; i < right.size(); ++i) {
      size += right[i] * right[i];
      sum.winograd += std::pow(fast[i] - right[i], 2);
      sum.direct += std::pow(plain[i] - right[i], 2);
      sum.in_double += std::pow(same[i] - right[i], 2);
    }
  }
  return {std::sqrt(sum.winograd / size), std::sqrt(sum.direct / size), std::sqrt(sum.in_double / size)};
}

struct Choice {
  Index m, r;
  const char* slug;
  const char* points;
  std::vector<double> finite;
};

}  // namespace

void show_errors(const Program& program) {
  const std::vector<Choice> choices = {
      {2, 3, "1", "0, 1, -1", {0, 1, -1}},
      {4, 3, "2", "0, 1, -1, 2, -2", {0, 1, -1, 2, -2}},
      {4, 3, "3", "0, 1, -1, 1/2, -1/2", {0, 1, -1, 0.5, -0.5}},
      {4, 3, "4", "0, 3/4, -3/4, 3/2, -3/2", {0, 0.75, -0.75, 1.5, -1.5}},
      {6, 3, "5", "0, 1, -1, 2, -2, 1/2, -1/2", {0, 1, -1, 2, -2, 0.5, -0.5}},
      {2, 5, "6", "0, 3/4, -3/4, 3/2, -3/2", {0, 0.75, -0.75, 1.5, -1.5}},
  };
  const Index channels = 128;
  const Index tiles = program.quick ? 4 : 200;
  fmt::print("\nThe error of float against double, relative in norm, {} channels, random numbers:\n\n", channels);
  fmt::print("{:<16}{:<30}{:>12}{:>12}{:>8}\n", "tile", "points", "Winograd", "plain sum", "times");
  for (const Choice& one : choices) {
    const Errors e = measure_errors(ToomCook(one.m, one.r, one.finite), channels, tiles);
    if (!(e.in_double < 1e-10)) throw Error("the matrices of a tile are wrong").where(one.points);
    const std::string tile = fmt::format("F({0}x{0}, {1}x{1})", one.m, one.r);
    fmt::print("{:<16}{:<30}{:>12.1e}{:>12.1e}{:>8.1f}\n", tile, one.points, e.winograd, e.direct,
               e.winograd / e.direct);
    if (program.quick) continue;
    program.record("winograd-errors", one.slug,
                   {{"tile", tile},
                    {"points, and infinity", one.points},
                    {"multiplications an output",
                     fmt::format("{:.2f}", static_cast<double>((one.m + one.r - 1) * (one.m + one.r - 1)) /
                                               static_cast<double>(one.m * one.m))},
                    {"error in float", fmt::format("{:.1e}", e.winograd)},
                    {"of a plain sum", fmt::format("{:.1e}", e.direct)},
                    {"times", fmt::format("{:.1f}", e.winograd / e.direct)}});
  }
}

}  // namespace seven::chapters
