// max_pool, compared with a search that goes backwards: there the last of equal elements to win is the first in memory.
#include <algorithm>
#include <cmath>

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
  Array<float> x, y;
  Array<int> argmax;
};

// Numbers between -1 and 1 or, with `levels`, whole numbers from 0 to levels - 1, many of them equal.
std::vector<float> values_of(const Check& check, Index count) {
  const Index levels = check.size("levels", 0);
  std::vector<float> values = random_floats(check, 0, count, levels > 0 ? 0.0 : -1.0, 1.0);
  for (float& value : values) {
    if (levels > 0) value = std::floor(value * static_cast<float>(levels));
    value += static_cast<float>(check.number("shift", 0.0));
  }
  return values;
}

Arrays lay_out(Check& check, const Sizes& a) {
  const Shape out{a.N, a.C, a.P(), a.Q()};
  return {check.input<float>("x", {a.N, a.C, a.H, a.W}, values_of(check, a.N * a.C * a.H * a.W), "nchv"),
          check.output<float>("y", out, "ncpq"), check.output<int>("argmax", out, "ncpq")};
}

}  // namespace

void check_max_pool(Check& check) {
  const Sizes a{check.size("n", 1), check.size("c", 1),   check.size("h"),
                check.size("w"),    check.size("window"), check.size("stride")};
  const Arrays in = lay_out(check, a);
  check.call("max_pool", in.y, in.argmax, in.x, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.window),
             as_int(a.stride));
  std::vector<double> largest;
  std::vector<double> places;
  for (Index map = 0; map < a.N * a.C; ++map)
    for (Index p = 0; p < a.P(); ++p)
      for (Index q = 0; q < a.Q(); ++q) {
        Index best = -1;
        for (Index h = p * a.stride + a.window - 1; h >= p * a.stride; --h)
          for (Index v = q * a.stride + a.window - 1; v >= q * a.stride; --v) {
            const Index place = h * a.W + v;
            if (best < 0 || in.x[map * a.H * a.W + place] >= in.x[map * a.H * a.W + best]) best = place;
          }
        largest.push_back(in.x[map * a.H * a.W + best]);
        places.push_back(static_cast<double>(best));
      }
  check.expect(in.y, largest, {0.0, 0.0});
  check.expect(in.argmax, places, {0.0, 0.0});
}

Score score_max_pool(Check& check) {
  const Sizes a{4, 96, 55, 55, 3, 2};
  const Arrays in = lay_out(check, a);
  Score score;
  score.seconds = check.time(0.1, "max_pool", in.y, in.argmax, in.x, as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W),
                             as_int(a.window), as_int(a.stride));
  score.bytes = 4.0 * static_cast<double>(in.x.size() + 2 * in.y.size());
  score.size = "AlexNet's pool1 for 4 images: 96 x 55 x 55, window 3, stride 2";
  return score;
}

}  // namespace seven::learn
