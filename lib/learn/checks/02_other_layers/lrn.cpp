// lrn, compared in double by differences of running sums: the squares of all channels up to the window's end, less
// those before its beginning.
#include <algorithm>
#include <cmath>

#include "learn/checks.h"
#include "learn/checks/values.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> x, y, scale;
};

Arrays lay_out(Check& check, const Shape& shape, double largest) {
  return {check.input<float>("x", shape, random_floats(check, 0, shape.size(), -largest, largest), "ichv"),
          check.output<float>("y", shape, "ichv"), check.output<float>("scale", shape, "ichv")};
}

// Nothing is subtracted in the formula, so rounding is relative: about one part in 2^24 a neighbour, and as much again
// for the power.
Tolerance tolerance(Index n) { return {0.0, 1e-6 * static_cast<double>(n + 4)}; }

}  // namespace

void check_lrn(Check& check) {
  const Index N = check.size("images", 1);
  const Index C = check.size("c");
  const Index H = check.size("h");
  const Index W = check.size("w");
  const Index n = check.size("n");
  const auto k = static_cast<float>(check.number("k"));
  const auto alpha = static_cast<float>(check.number("alpha"));
  const auto beta = static_cast<float>(check.number("beta"));
  const Arrays in = lay_out(check, {N, C, H, W}, check.number("largest", 1.0));
  check.call("lrn", in.y, in.scale, in.x, as_int(N), as_int(C), as_int(H), as_int(W), as_int(n), k, alpha, beta);

  const auto size = static_cast<std::size_t>(in.x.size());
  std::vector<double> scale(size);
  std::vector<double> y(size);
  const Index map = H * W;
  for (Index image = 0; image < N; ++image)
    for (Index pixel = 0; pixel < map; ++pixel) {
      std::vector<double> squares{0.0};  // of the channels before channel c
      for (Index c = 0; c < C; ++c)
        squares.push_back(squares.back() + std::pow(static_cast<double>(in.x[(image * C + c) * map + pixel]), 2.0));
      for (Index c = 0; c < C; ++c) {
        const auto begin = static_cast<std::size_t>(std::max<Index>(c - (n - 1) / 2, 0));
        const auto end = static_cast<std::size_t>(std::min(c + (n + 1) / 2, C));
        const auto at = static_cast<std::size_t>((image * C + c) * map + pixel);
        scale[at] = static_cast<double>(k) + static_cast<double>(alpha) * (squares[end] - squares[begin]);
        y[at] = in.x[static_cast<Index>(at)] / std::pow(scale[at], static_cast<double>(beta));
      }
    }
  check.expect(in.scale, scale, tolerance(n));
  check.expect(in.y, y, tolerance(n));
}

Score score_lrn(Check& check) {
  const Shape shape{1, 96, 27, 27};
  const Arrays in = lay_out(check, shape, 100.0);
  Score score;
  score.seconds = check.time(0.1, "lrn", in.y, in.scale, in.x, 1, 96, 27, 27, 5, 2.0f, 1e-4f, 0.75f);
  score.bytes = 12.0 * static_cast<double>(shape.size());
  score.size = "one image of 96 x 27 x 27, n = 5";
  return score;
}

}  // namespace seven::learn
