// lrn_backward: seen from the outputs. Each y[j] sends back what it owes to every x of its window, in double.
#include <cmath>

#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Layer {
  Index N, C, H, W, n;
  double k, alpha, beta;
  [[nodiscard]] Index at(Index image, Index c, Index position) const { return (image * C + c) * H * W + position; }
};

struct Arrays {
  Array<float> grad_x, grad_y, x, scale;
};

// Calls body(j) for the channels of c's window.
template <class F>
void for_each_in_window(const Layer& a, Index c, F&& body) {
  for (Index j = 0; j < a.C; ++j) {
    if (std::abs(j - c) <= a.n / 2) body(j);
  }
}

Arrays lay_out(Check& check, const Layer& a) {
  const Shape shape{a.N, a.C, a.H, a.W};
  Arrays in{check.output<float>("grad_x", shape, "nchv"), check.input<float>("grad_y", shape, "nchv"),
            check.input<float>("x", shape, "nchv"), check.input<float>("scale", shape, "nchv")};
  for (Index image = 0; image < a.N; ++image)
    for (Index c = 0; c < a.C; ++c)
      for (Index position = 0; position < a.H * a.W; ++position) {
        double sum = 0.0;
        for_each_in_window(a, c, [&](Index j) { sum += std::pow(in.x[a.at(image, j, position)], 2.0); });
        in.scale[a.at(image, c, position)] = static_cast<float>(a.k + a.alpha * sum);
      }
  return in;
}

std::vector<double> expected(const Layer& a, const Arrays& in) {
  std::vector<double> grad_x(static_cast<std::size_t>(in.x.size()));
  for (Index image = 0; image < a.N; ++image)
    for (Index position = 0; position < a.H * a.W; ++position)
      for (Index j = 0; j < a.C; ++j) {
        const Index from = a.at(image, j, position);
        const double g = in.grad_y[from];
        const double s = in.scale[from];
        for_each_in_window(a, j, [&](Index c) {  // dy[j] / dx[c]
          const Index to = a.at(image, c, position);
          const double own = c == j ? std::pow(s, -a.beta) : 0.0;
          const double through_scale =
              -a.beta * std::pow(s, -a.beta - 1) * in.x[from] * 2 * a.alpha * static_cast<double>(in.x[to]);
          grad_x[static_cast<std::size_t>(to)] += g * (own + through_scale);
        });
      }
  return grad_x;
}

}  // namespace

void check_lrn_backward(Check& check) {
  const Layer a{check.size("batch", 1), check.size("c"),        check.size("h"),       check.size("w"),
                check.size("n"),        check.number("k", 2.0), check.number("alpha"), check.number("beta", 0.75)};
  const Arrays in = lay_out(check, a);
  check.call("lrn_backward", in.grad_x, in.grad_y, in.x, in.scale, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
             as_int(a.n), static_cast<float>(a.alpha), static_cast<float>(a.beta));
  check.expect(in.grad_x, expected(a, in), sum_tolerance<float>(a.n + 1));
}

Score score_lrn_backward(Check& check) {
  const Layer a{2, 16, 14, 14, 5, 2.0, 1e-4, 0.75};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds =
      check.time(0.1, "lrn_backward", in.grad_x, in.grad_y, in.x, in.scale, as_int(a.N), as_int(a.C), as_int(a.H),
                 as_int(a.W), as_int(a.n), static_cast<float>(a.alpha), static_cast<float>(a.beta));
  score.bytes = 4.0 * 4.0 * static_cast<double>(in.x.size());
  score.size = "2 images of 16 x 14 x 14, a window of 5 channels";
  return score;
}

}  // namespace seven::learn
