#include "core/philox.h"

#include <doctest.h>

#include <set>

using namespace seven;

// The known answers of the authors' own library, Random123 (kat_vectors).
TEST_CASE("philox gives the known answers") {
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}) == PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream repeats, and each part of its key gives another") {
  Random first(7, Purpose::crop, 3, 17);
  Random again(7, Purpose::crop, 3, 17);
  const std::uint32_t value = first.bits();
  CHECK(value == again.bits());
  const std::set<std::uint32_t> values{value,
                                       Random(8, Purpose::crop, 3, 17).bits(),
                                       Random(7, Purpose::flip, 3, 17).bits(),
                                       Random(7, Purpose::crop, 4, 17).bits(),
                                       Random(7, Purpose::crop, 3, 18).bits(),
                                       Random(7, Purpose::crop, 3, 17 + (Index{1} << 32)).bits()};
  CHECK(values.size() == 6);
}

TEST_CASE("uniform and normal numbers have the moments they should have") {
  constexpr int kCount = 200000;
  Random random(1, Purpose::test);
  double sum = 0.0;
  double normal_sum = 0.0;
  double normal_squares = 0.0;
  for (int i = 0; i < kCount; ++i) {
    const double u = random.uniform();
    REQUIRE(u >= 0.0);
    REQUIRE(u < 1.0);
    sum += u;
    const double z = random.normal();
    normal_sum += z;
    normal_squares += z * z;
  }
  // Five standard errors: 0.0032, 0.011, 0.016.
  CHECK(std::abs(sum / kCount - 0.5) < 0.0033);
  CHECK(std::abs(normal_sum / kCount) < 0.0112);
  CHECK(std::abs(normal_squares / kCount - 1.0) < 0.016);
}

TEST_CASE("below covers its range and nothing else") {
  Random random(2, Purpose::test);
  std::set<Index> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.below(7));
  CHECK(seen == std::set<Index>{0, 1, 2, 3, 4, 5, 6});
}
