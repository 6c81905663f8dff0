// winograd_output: from the output's side: which tile makes it, and which of the 16 products go into it with which
// sign.
#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> y, m;
};

Arrays lay_out(Check& check, Index P, Index Q) {
  return {check.output<float>("y", {P, Q}, "pq"), check.input<float>("m", {16, (P + 1) / 2, (Q + 1) / 2}, "xtu")};
}

}  // namespace

void check_winograd_output(Check& check) {
  const Index P = check.size("p");
  const Index Q = check.size("q");
  const Arrays a = lay_out(check, P, Q);
  const Index tiles = (P + 1) / 2 * ((Q + 1) / 2);
  const auto sign = [](Index odd, Index i) {  // an even output: 1 1 1 0, an odd one: 0 1 -1 -1
    return odd == 0 ? (i < 3 ? 1.0 : 0.0) : (i == 0 ? 0.0 : i == 1 ? 1.0 : -1.0);
  };
  std::vector<double> expected;
  for (Index p = 0; p < P; ++p)
    for (Index q = 0; q < Q; ++q) {
      double sum = 0.0;
      for (Index xi = 0; xi < 16; ++xi)
        sum += sign(p % 2, xi / 4) * sign(q % 2, xi % 4) * a.m[xi * tiles + p / 2 * ((Q + 1) / 2) + q / 2];
      expected.push_back(sum);
    }
  check.call("winograd_output", a.y, a.m, as_int(P), as_int(Q));
  check.expect(a.y, expected, sum_tolerance<float>(9));
}

Score score_winograd_output(Check& check) {
  const Index P = 112;
  const Arrays a = lay_out(check, P, P);
  Score score;
  score.seconds = check.time(0.1, "winograd_output", a.y, a.m, as_int(P), as_int(P));
  score.bytes = 4.0 * static_cast<double>(a.y.size() + a.m.size());
  score.size = "a map of 112 x 112";
  return score;
}

}  // namespace seven::learn
