// max_pool_backward, compared from the other side: each element asks all windows of its map whether it has won them.
#include <algorithm>

#include "learn/checks.h"
#include "learn/checks/values.h"

namespace seven::learn {

namespace {

struct Sizes {
  Index N, C, H, W, window, stride;
  [[nodiscard]] Index P() const { return (H - window) / stride + 1; }
  [[nodiscard]] Index Q() const { return (W - window) / stride + 1; }
};

struct Arrays {
  Array<float> grad_x, grad_y;
  Array<int> argmax;
};

// The winners of windows over random numbers.
std::vector<int> winners(const Check& check, const Sizes& a) {
  const std::vector<float> x = random_floats(check, 0, a.N * a.C * a.H * a.W, -1.0, 1.0);
  std::vector<int> argmax;
  for (Index map = 0; map < a.N * a.C; ++map)
    for (Index p = 0; p < a.P(); ++p)
      for (Index q = 0; q < a.Q(); ++q) {
        const float* in = x.data() + map * a.H * a.W;
        Index best = p * a.stride * a.W + q * a.stride;
        for (Index i = 0; i < a.window * a.window; ++i) {
          const Index place = (p * a.stride + i / a.window) * a.W + q * a.stride + i % a.window;
          if (in[place] > in[best]) best = place;
        }
        argmax.push_back(as_int(best));
      }
  return argmax;
}

Arrays lay_out(Check& check, const Sizes& a) {
  const Shape out{a.N, a.C, a.P(), a.Q()};
  return {check.output<float>("grad_x", {a.N, a.C, a.H, a.W}, "nchv"), check.input<float>("grad_y", out, "ncpq"),
          check.input<int>("argmax", out, winners(check, a), "ncpq")};
}

}  // namespace

void check_max_pool_backward(Check& check) {
  const Sizes a{check.size("n", 1), check.size("c", 1),   check.size("h"),
                check.size("w"),    check.size("window"), check.size("stride")};
  const Arrays in = lay_out(check, a);
  check.call("max_pool_backward", in.grad_x, in.grad_y, in.argmax, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
             as_int(a.P()), as_int(a.Q()));
  const Index outputs = a.P() * a.Q();
  std::vector<double> expected;
  for (Index map = 0; map < a.N * a.C; ++map)
    for (Index place = 0; place < a.H * a.W; ++place) {
      double sum = 0.0;
      for (Index i = map * outputs; i < (map + 1) * outputs; ++i) sum += in.argmax[i] == place ? in.grad_y[i] : 0.0f;
      expected.push_back(sum);
    }
  check.expect(in.grad_x, expected, sum_tolerance<float>(a.window * a.window));
}

Score score_max_pool_backward(Check& check) {
  const Sizes a{4, 96, 55, 55, 3, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds = check.time(0.1, "max_pool_backward", in.grad_x, in.grad_y, in.argmax, as_int(a.N), as_int(a.C),
                             as_int(a.H), as_int(a.W), as_int(a.P()), as_int(a.Q()));
  score.bytes = 4.0 * static_cast<double>(in.grad_x.size() + 2 * in.grad_y.size());
  score.size = "AlexNet's pool1 for 4 images: 96 x 55 x 55, window 3, stride 2";
  return score;
}

}  // namespace seven::learn
