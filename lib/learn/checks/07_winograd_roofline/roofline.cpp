// roofline: intensity with the sizes that the library knows, and both sides of the ridge.
#include <fmt/format.h>

#include "learn/checks.h"
#include "ops/conv2d/conv2d.h"

namespace seven::learn {

void check_roofline(Check& check) {
  const conv2d::Params a{.N = check.size("n", 1),
                         .C = check.size("c"),
                         .H = check.size("h"),
                         .W = check.size("w"),
                         .K = check.size("k"),
                         .R = check.size("r"),
                         .S = check.size("s"),
                         .stride = check.size("stride", 1),
                         .pad = check.size("pad", 0),
                         .groups = check.size("groups", 1)};
  const auto product = [](std::initializer_list<Index> sizes) {
    double all = 1.0;
    for (const Index size : sizes) all *= static_cast<double>(size);
    return all;
  };
  const double bytes = 4.0 * (product({a.N, a.C, a.H, a.W}) + product({a.K, a.group_channels(), a.R, a.S}) +
                              product({a.N, a.K, a.P(), a.Q()}));
  const double expected = 2.0 * a.macs() / bytes;
  const double got = check.call("intensity", as_int(a.N), as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.K),
                                as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad), as_int(a.groups));
  check.expect_value(fmt::format("intensity(N={}, C={}, H={}, W={}, K={}, R={}, S={}, stride={}, pad={}, G={})", a.N,
                                 a.C, a.H, a.W, a.K, a.R, a.S, a.stride, a.pad, a.groups),
                     got, expected, {0.0, 1e-9});
  for (const double ridge : {0.25, 0.75, 1.5, 4.0}) {  // of the machine, times this intensity
    const double bandwidth = 28e9;
    const double peak = ridge * expected * bandwidth;
    const double roof = check.call("attainable", expected, peak, bandwidth);
    check.expect_value(fmt::format("attainable({:.4g}, {:.4g}, {:.4g})", expected, peak, bandwidth), roof,
                       ridge < 1.0 ? peak : expected * bandwidth, {0.0, 1e-9});
  }
}

}  // namespace seven::learn
