// row_major: where an element lies, compared by walking through the array and counting.
#include <fmt/format.h>

#include <algorithm>

#include "learn/checks.h"

namespace seven::learn {

namespace {

// Elements of the array up to which each one is asked for.
constexpr Index kFew = 1000;

}  // namespace

void check_row_major(Check& check) {
  const Index N = check.size("n", 1);
  const Index C = check.size("c", 1);
  const Index H = check.size("h", 1);
  const Index W = check.size("w");
  const auto ask = [&](Index n, Index c, Index h, Index w, Index place) {
    const double got =
        check.call("row_major", as_int(n), as_int(c), as_int(h), as_int(w), as_int(C), as_int(H), as_int(W));
    check.expect_value(fmt::format("row_major(n={}, c={}, h={}, w={}, C={}, H={}, W={})", n, c, h, w, C, H, W), got,
                       static_cast<double>(place));
  };
  const Index size = N * C * H * W;
  if (size > kFew) {
    ask(0, 0, 0, 0, 0);
    ask(N - 1, C - 1, H - 1, W - 1, size - 1);  // the last one has all others before it
    return;
  }
  Index place = 0;
  for (Index n = 0; n < N; ++n)
    for (Index c = 0; c < C; ++c)
      for (Index h = 0; h < H; ++h)
        for (Index w = 0; w < W; ++w) ask(n, c, h, w, place++);
}

}  // namespace seven::learn
