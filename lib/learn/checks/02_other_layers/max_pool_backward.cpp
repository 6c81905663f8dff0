// max_pool_backward, compared from the other side: each element asks the windows.
#include "learn/checks.h"
#include "learn/checks/max_pool.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> grad_x, grad_y;
  Array<int> argmax;
};

Arrays lay_out(Check& check, const PoolSizes& a) {
  const Shape out{a.N, a.C, a.P(), a.Q()};
  return {check.output<float>("grad_x", {a.N, a.C, a.H, a.W}, "nchv"), check.input<float>("grad_y", out, "ncpq"),
          check.input<int>("argmax", out, winners(check, a), "ncpq")};
}

}  // namespace

void check_max_pool_backward(Check& check) {
  const PoolSizes a = pool_sizes(check);
  const Arrays in = lay_out(check, a);
  check.call("max_pool_backward", in.grad_x, in.grad_y, in.argmax, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
             as_int(a.P()), as_int(a.Q()));
  check.expect(in.grad_x, gathered(a, in.grad_y, in.argmax), sum_tolerance<float>(a.window * a.window));
}

Score score_max_pool_backward(Check& check) {
  const PoolSizes a{4, 96, 55, 55, 3, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds = check.time(0.1, "max_pool_backward", in.grad_x, in.grad_y, in.argmax, as_int(a.N), as_int(a.C),
                             as_int(a.H), as_int(a.W), as_int(a.P()), as_int(a.Q()));
  score.bytes = 4.0 * static_cast<double>(in.grad_x.size() + 2 * in.grad_y.size());
  score.size = "AlexNet's pool1 for 4 images: 96 x 55 x 55, window 3, stride 2";
  return score;
}

}  // namespace seven::learn
