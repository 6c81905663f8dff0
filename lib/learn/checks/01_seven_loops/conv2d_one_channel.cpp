// conv2d_one_channel: compared with the same sums in another order: each pixel is handed to all outputs that see it.
#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> x, w, y;
};

Arrays lay_out(Check& check, Index H, Index W, Index R, Index S) {
  return {check.input<float>("x", {H, W}, "hv"), check.input<float>("w", {R, S}, "rs"),
          check.output<float>("y", {H - R + 1, W - S + 1}, "pq")};
}

}  // namespace

void check_conv2d_one_channel(Check& check) {
  const Index H = check.size("h");
  const Index W = check.size("w");
  const Index R = check.size("r");
  const Index S = check.size("s");
  const Arrays a = lay_out(check, H, W, R, S);
  const Index P = H - R + 1;
  const Index Q = W - S + 1;
  std::vector<double> expected(static_cast<std::size_t>(P * Q));
  for (Index h = 0; h < H; ++h)
    for (Index v = 0; v < W; ++v)
      for (Index p = std::max<Index>(0, h - R + 1); p <= std::min(h, P - 1); ++p)
        for (Index q = std::max<Index>(0, v - S + 1); q <= std::min(v, Q - 1); ++q)
          expected[static_cast<std::size_t>(p * Q + q)] +=
              static_cast<double>(a.x[h * W + v]) * a.w[(h - p) * S + v - q];
  check.call("conv2d_one_channel", a.y, a.x, a.w, as_int(H), as_int(W), as_int(R), as_int(S));
  check.expect(a.y, expected, sum_tolerance<float>(R * S));
}

Score score_conv2d_one_channel(Check& check) {
  const Index H = 256;
  const Index R = 5;
  const Arrays a = lay_out(check, H, H, R, R);
  Score score;
  score.seconds = check.time(0.1, "conv2d_one_channel", a.y, a.x, a.w, as_int(H), as_int(H), as_int(R), as_int(R));
  score.flops = 2.0 * static_cast<double>(a.y.size() * R * R);
  score.bytes = 4.0 * static_cast<double>(a.x.size() + a.w.size() + a.y.size());
  score.size = "a picture of 256 x 256, a kernel of 5 x 5";
  return score;
}

}  // namespace seven::learn
