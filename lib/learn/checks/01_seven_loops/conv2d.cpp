// conv2d: the seven loops, compared with the formula in double.
#include <fmt/format.h>

#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Sizes {
  Index N, C, H, W, K, R, S, stride, pad;
  [[nodiscard]] Index P() const { return (H + 2 * pad - R) / stride + 1; }
  [[nodiscard]] Index Q() const { return (W + 2 * pad - S) / stride + 1; }
};

struct Arrays {
  Array<float> x, w, b, y;
};

Arrays lay_out(Check& check, const Sizes& a) {
  return {check.input<float>("x", {a.N, a.C, a.H, a.W}, "nchw"), check.input<float>("w", {a.K, a.C, a.R, a.S}, "kcrs"),
          check.input<float>("b", {a.K}, "k"), check.output<float>("y", {a.N, a.K, a.P(), a.Q()}, "nkpq")};
}

std::vector<double> expected(const Sizes& a, const Arrays& in) {
  std::vector<double> y;
  for (Index n = 0; n < a.N; ++n)
    for (Index k = 0; k < a.K; ++k)
      for (Index p = 0; p < a.P(); ++p)
        for (Index q = 0; q < a.Q(); ++q) {
          double sum = in.b[k];
          for (Index c = 0; c < a.C; ++c)
            for (Index h = std::max<Index>(0, p * a.stride - a.pad); h < std::min(a.H, p * a.stride - a.pad + a.R); ++h)
              for (Index v = std::max<Index>(0, q * a.stride - a.pad); v < std::min(a.W, q * a.stride - a.pad + a.S);
                   ++v)
                sum += static_cast<double>(in.x[((n * a.C + c) * a.H + h) * a.W + v]) *
                       in.w[((k * a.C + c) * a.R + h - p * a.stride + a.pad) * a.S + v - q * a.stride + a.pad];
          y.push_back(sum);
        }
  return y;
}

Sizes sizes_of(const Check& check) {
  return {check.size("n", 1), check.size("c", 1), check.size("h"),         check.size("w"),     check.size("k", 1),
          check.size("r"),    check.size("s"),    check.size("stride", 1), check.size("pad", 0)};
}

double run(Check& check, const Sizes& a, const Arrays& in) {
  return check.call("conv2d", in.y, in.x, in.w, in.b, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.K),
                    as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
}

}  // namespace

void check_conv2d(Check& check) {
  const Sizes a = sizes_of(check);
  const Arrays in = lay_out(check, a);
  run(check, a, in);
  check.expect(in.y, expected(a, in), sum_tolerance<float>(a.C * a.R * a.S));
}

Score score_conv2d(Check& check) {
  const Sizes a{2, 16, 28, 28, 16, 5, 5, 1, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds = check.time(0.1, "conv2d", in.y, in.x, in.w, in.b, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
                             as_int(a.K), as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
  score.flops = 2.0 * static_cast<double>(in.y.size() * a.C * a.R * a.S);
  score.bytes = 4.0 * static_cast<double>(in.x.size() + in.w.size() + in.b.size() + in.y.size());
  score.size = "2 images of 16 x 28 x 28, 16 kernels of 5 x 5, pad 2";
  return score;
}

}  // namespace seven::learn
