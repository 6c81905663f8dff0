// conv2d_grad_weight: seen from the weight. Each one walks over the outputs whose window lay inside the picture with
// it, in double.
#include "learn/checks.h"
#include "learn/checks/03_gradients/conv2d_sizes.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> grad_w, grad_b, grad_y, x;
};

Arrays lay_out(Check& check, const Conv2dSizes& a) {
  Arrays in{check.inout<float>("grad_w", {a.K, a.C, a.R, a.S}, "kcrs"), check.inout<float>("grad_b", {a.K}, "k"),
            check.input<float>("grad_y", {a.N, a.K, a.P(), a.Q()}, "nkpq"),
            check.input<float>("x", {a.N, a.C, a.H, a.W}, "nchv")};
  if (check.size("zeros", 0) != 0) {
    std::fill_n(in.grad_w.data, in.grad_w.size(), 0.0F);
    std::fill_n(in.grad_b.data, in.grad_b.size(), 0.0F);
  }
  return in;
}

// Calls body(output, place) for the outputs of one axis whose tap `tap` lies on a place inside the picture.
template <class F>
void for_each_place(Index tap, Index outputs, Index places, const Conv2dSizes& a, F&& body) {
  for (Index place = 0; place < places; ++place) {
    const Index start = place + a.pad - tap;
    if (start >= 0 && start % a.stride == 0 && start / a.stride < outputs) body(start / a.stride, place);
  }
}

double weight_gradient(const Conv2dSizes& a, const Arrays& in, Index k, Index c, Index r, Index s) {
  double sum = 0.0;
  for_each_place(s, a.Q(), a.W, a, [&](Index q, Index v) {
    for_each_place(r, a.P(), a.H, a, [&](Index p, Index h) {
      for (Index n = 0; n < a.N; ++n)
        sum += static_cast<double>(in.grad_y[((n * a.K + k) * a.P() + p) * a.Q() + q]) *
               in.x[((n * a.C + c) * a.H + h) * a.W + v];
    });
  });
  return sum;
}

}  // namespace

void check_conv2d_grad_weight(Check& check) {
  const Conv2dSizes a(check);
  const Arrays in = lay_out(check, a);
  std::vector<double> grad_w, grad_b;
  for (Index k = 0; k < a.K; ++k) {
    for (Index c = 0; c < a.C; ++c)
      for (Index r = 0; r < a.R; ++r)
        for (Index s = 0; s < a.S; ++s)
          grad_w.push_back(in.grad_w[static_cast<Index>(grad_w.size())] + weight_gradient(a, in, k, c, r, s));
    double sum = in.grad_b[k];
    for (Index n = 0; n < a.N; ++n)
      for (Index i = 0; i < a.P() * a.Q(); ++i) sum += in.grad_y[(n * a.K + k) * a.P() * a.Q() + i];
    grad_b.push_back(sum);
  }
  check.call("conv2d_grad_weight", in.grad_w, in.grad_b, in.grad_y, in.x, as_int(a.N), as_int(a.C), as_int(a.H),
             as_int(a.W), as_int(a.K), as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
  check.expect(in.grad_w, grad_w, sum_tolerance<float>(a.N * a.P() * a.Q() + 1));
  check.expect(in.grad_b, grad_b, sum_tolerance<float>(a.N * a.P() * a.Q() + 1));
}

Score score_conv2d_grad_weight(Check& check) {
  const Conv2dSizes a{2, 16, 28, 28, 16, 5, 5, 1, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds =
      check.time(0.1, "conv2d_grad_weight", in.grad_w, in.grad_b, in.grad_y, in.x, as_int(a.N), as_int(a.C),
                 as_int(a.H), as_int(a.W), as_int(a.K), as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
  score.flops = a.flops();
  score.bytes = 4.0 * static_cast<double>(2 * in.grad_w.size() + 2 * in.grad_b.size() + in.grad_y.size() + in.x.size());
  score.size = "2 images of 16 x 28 x 28, 16 kernels of 5 x 5, pad 2";
  return score;
}

}  // namespace seven::learn
