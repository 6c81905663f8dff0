// conv2d_grad_input: seen from x. Each element gathers what it is due, where the solution scatters from y.
#include "learn/checks.h"
#include "learn/checks/03_gradients/conv2d_sizes.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> grad_x, grad_y, w;
};

Arrays lay_out(Check& check, const Conv2dSizes& a) {
  return {check.output<float>("grad_x", {a.N, a.C, a.H, a.W}, "nchv"),
          check.input<float>("grad_y", {a.N, a.K, a.P(), a.Q()}, "nkpq"),
          check.input<float>("w", {a.K, a.C, a.R, a.S}, "kcrs")};
}

// The output whose window has its tap `tap` on place `place` of the picture, along one axis; -1 for none.
Index output_of(Index place, Index tap, Index outputs, const Conv2dSizes& a) {
  const Index start = place + a.pad - tap;
  if (start < 0 || start % a.stride != 0 || start / a.stride >= outputs) return -1;
  return start / a.stride;
}

std::vector<double> expected(const Conv2dSizes& a, const Arrays& in) {
  std::vector<double> grad_x;
  for (Index n = 0; n < a.N; ++n)
    for (Index c = 0; c < a.C; ++c)
      for (Index h = 0; h < a.H; ++h)
        for (Index v = 0; v < a.W; ++v) {
          double sum = 0.0;
          for (Index r = 0; r < a.R; ++r)
            for (Index s = 0; s < a.S; ++s) {
              const Index p = output_of(h, r, a.P(), a);
              const Index q = output_of(v, s, a.Q(), a);
              for (Index k = 0; p >= 0 && q >= 0 && k < a.K; ++k)
                sum += static_cast<double>(in.grad_y[((n * a.K + k) * a.P() + p) * a.Q() + q]) *
                       in.w[((k * a.C + c) * a.R + r) * a.S + s];
            }
          grad_x.push_back(sum);
        }
  return grad_x;
}

}  // namespace

void check_conv2d_grad_input(Check& check) {
  const Conv2dSizes a(check);
  const Arrays in = lay_out(check, a);
  check.call("conv2d_grad_input", in.grad_x, in.grad_y, in.w, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
             as_int(a.K), as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
  check.expect(in.grad_x, expected(a, in), sum_tolerance<float>(a.K * a.R * a.S));
}

Score score_conv2d_grad_input(Check& check) {
  const Conv2dSizes a{2, 16, 28, 28, 16, 5, 5, 1, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds =
      check.time(0.1, "conv2d_grad_input", in.grad_x, in.grad_y, in.w, as_int(a.N), as_int(a.C), as_int(a.H),
                 as_int(a.W), as_int(a.K), as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
  score.flops = a.flops();
  score.bytes = 4.0 * static_cast<double>(in.grad_x.size() + in.grad_y.size() + in.w.size());
  score.size = "2 images of 16 x 28 x 28, 16 kernels of 5 x 5, pad 2";
  return score;
}

}  // namespace seven::learn
