#include "ops/sizes.h"

#include <fmt/format.h>

#include "core/error.h"

namespace seven {

void check_sizes(const std::string& what, const std::string& where, std::initializer_list<NamedSize> sizes) {
  for (const NamedSize& size : sizes) {
    if (size.value >= size.least && size.value <= kMaxSize) continue;
    throw Error("a size of " + what + " is out of range")
        .where(where)
        .expected(fmt::format("{} from {} to {}", size.name, size.least, kMaxSize))
        .got(fmt::format("{} {}", size.name, size.value));
  }
}

void check_elements(const std::string& what, const std::string& where, std::initializer_list<double> elements) {
  constexpr double kMaxElements = 1099511627776.0;
  for (const double count : elements) {
    if (count <= kMaxElements) continue;
    throw Error(what + " is too large to be computed")
        .where(where)
        .expected("tensors and workspace of at most 2^40 elements")
        .got(fmt::format("{:.3g} elements", count));
  }
}

}  // namespace seven
