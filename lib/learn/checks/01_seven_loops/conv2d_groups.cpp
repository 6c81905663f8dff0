// conv2d_groups: compared with an ordinary convolution whose kernels see all channels and have weight 0 for those of
// other groups. That is the library's, in double.
#include "learn/checks.h"
#include "ops/conv2d/conv2d.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> x, w, b, y;
};

Arrays lay_out(Check& check, const conv2d::Params& a) {
  return {check.input<float>("x", {a.N, a.C, a.H, a.W}, "nchw"),
          check.input<float>("w", {a.K, a.group_channels(), a.R, a.S}, "kcrs"), check.input<float>("b", {a.K}, "k"),
          check.output<float>("y", {a.N, a.K, a.P(), a.Q()}, "nkpq")};
}

std::vector<double> expected(conv2d::Params a, const Arrays& in) {
  std::vector<double> w;
  const Index taps = a.R * a.S;
  for (Index k = 0; k < a.K; ++k)
    for (Index c = 0; c < a.C; ++c)
      for (Index i = 0; i < taps; ++i) {
        const bool own = c * a.groups / a.C == k * a.groups / a.K;
        w.push_back(own ? in.w[(k * a.group_channels() + c % a.group_channels()) * taps + i] : 0.0);
      }
  const std::vector<double> x(in.x.values().begin(), in.x.values().end());
  const std::vector<double> b(in.b.values().begin(), in.b.values().end());
  std::vector<double> y(static_cast<std::size_t>(in.y.size()));
  a.groups = 1;
  conv2d::naive.f64.forward(y.data(), x.data(), w.data(), b.data(), a, nullptr);
  return y;
}

}  // namespace

void check_conv2d_groups(Check& check) {
  const conv2d::Params a{check.size("n", 1),   check.size("c"),     check.size("h"), check.size("w"),
                         check.size("k"),      check.size("r"),     check.size("s"), check.size("stride", 1),
                         check.size("pad", 0), check.size("groups")};
  const Arrays in = lay_out(check, a);
  check.call("conv2d_groups", in.y, in.x, in.w, in.b, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.K),
             as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad), as_int(a.groups));
  check.expect(in.y, expected(a, in), sum_tolerance<float>(a.group_channels() * a.R * a.S));
}

Score score_conv2d_groups(Check& check) {
  // The sizes of conv2d's score: half of the channels a kernel, half of the work.
  const conv2d::Params a{2, 16, 28, 28, 16, 5, 5, 1, 2, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds =
      check.time(0.1, "conv2d_groups", in.y, in.x, in.w, in.b, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
                 as_int(a.K), as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad), as_int(a.groups));
  score.flops = 2.0 * a.macs();
  score.bytes = 4.0 * static_cast<double>(in.x.size() + in.w.size() + in.b.size() + in.y.size());
  score.size = "2 images of 16 x 28 x 28, 16 kernels of 5 x 5 in two groups, pad 2";
  return score;
}

}  // namespace seven::learn
