// connections: parameters and connections, compared by counting kernels, channels and places one by one.
#include <fmt/format.h>

#include "learn/checks.h"

namespace seven::learn {

namespace {

Index places(Index size, Index kernel, Index stride, Index pad) {
  Index count = 0;
  for (Index start = -pad; start + kernel <= size + pad; start += stride) ++count;
  return count;
}

}  // namespace

void check_connections(Check& check) {
  const Index C = check.size("c");
  const Index H = check.size("h");
  const Index W = check.size("w");
  const Index K = check.size("k");
  const Index R = check.size("r");
  const Index S = check.size("s");
  const Index stride = check.size("stride", 1);
  const Index pad = check.size("pad", 0);
  const Index G = check.size("groups", 1);

  Index parameters = 0;
  for (Index k = 0; k < K; ++k) {
    for (Index c = 0; c < C; ++c) parameters += c * G / C == k * G / K ? R * S : 0;
    ++parameters;
  }
  const double got_parameters = check.call("parameters", as_int(C), as_int(K), as_int(R), as_int(S), as_int(G));
  check.expect_value(fmt::format("parameters(C={}, K={}, R={}, S={}, G={})", C, K, R, S, G), got_parameters,
                     static_cast<double>(parameters));

  // Each of them is used once at each place.
  const Index connections = parameters * places(H, R, stride, pad) * places(W, S, stride, pad);
  const double got_connections = check.call("connections", as_int(C), as_int(H), as_int(W), as_int(K), as_int(R),
                                            as_int(S), as_int(stride), as_int(pad), as_int(G));
  check.expect_value(fmt::format("connections(C={}, H={}, W={}, K={}, R={}, S={}, stride={}, pad={}, G={})", C, H, W, K,
                                 R, S, stride, pad, G),
                     got_connections, static_cast<double>(connections));
}

}  // namespace seven::learn
