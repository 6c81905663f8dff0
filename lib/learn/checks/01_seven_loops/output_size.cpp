// output_size: how many places a kernel fits, compared by trying all places.
#include <fmt/format.h>

#include "learn/checks.h"

namespace seven::learn {

void check_output_size(Check& check) {
  const Index size = check.size("size");
  const Index kernel = check.size("kernel");
  const Index stride = check.size("stride", 1);
  const Index pad = check.size("pad", 0);
  Index places = 0;
  for (Index start = -pad; start + kernel <= size + pad; start += stride) ++places;
  const double got = check.call("output_size", as_int(size), as_int(kernel), as_int(stride), as_int(pad));
  check.expect_value(fmt::format("output_size({}, {}, {}, {})", size, kernel, stride, pad), got,
                     static_cast<double>(places));
}

}  // namespace seven::learn
