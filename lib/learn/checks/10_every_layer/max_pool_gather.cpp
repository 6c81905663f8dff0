// max_pool_gather: windows that overlap, touch, leave a rest, or are one alone; and no more asked than cover a pixel.
#include <fmt/format.h>

#include "learn/checks/counts.h"
#include "learn/checks/max_pool.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> grad_x, grad_y;
  Array<int> argmax;
};

Arrays run(Check& check, const PoolSizes& a) {
  const Shape out{a.maps(), a.P(), a.Q()};
  const Arrays in{check.output<float>("grad_x", {a.maps(), a.H, a.W}, "nhv"), check.input<float>("grad_y", out, "npq"),
                  check.input<int>("argmax", out, winners(check, a), "npq")};
  check.call("max_pool_gather", in.grad_x, in.grad_y, in.argmax, as_int(a.maps()), as_int(a.H), as_int(a.W),
             as_int(a.P()), as_int(a.Q()), as_int(a.window), as_int(a.stride));
  return in;
}

}  // namespace

void check_max_pool_gather(Check& check) {
  const PoolSizes a = pool_sizes(check);
  const Arrays in = run(check, a);
  check.expect(in.grad_x, gathered(a, in.grad_y, in.argmax), sum_tolerance<float>(a.window * a.window));
  if (check.size("counted", 0) == 0) return;
  // Windows of 3 by 3 with stride 2: at most four cover a pixel, each of them an argmax and a gradient.
  const Index warps = (a.maps() * a.H * a.W + 31) / 32;
  check.expect_at_most("requests to read device memory", check.counts().loads, static_cast<std::uint64_t>(8 * warps));
}

Score score_max_pool_gather(Check& check) {
  const PoolSizes a{1, 4, 27, 27, 3, 2};
  const Arrays in = run(check, a);
  Score score;
  score.counted = fmt::format("{:.2f} requests to read for each 32 pixels",
                              32.0 * static_cast<double>(check.counts().loads) / static_cast<double>(in.grad_x.size()));
  score.size = "4 maps of 27 x 27, windows of 3 x 3, stride 2";
  return score;
}

}  // namespace seven::learn
