#include "core/compare.h"

#include <doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace seven;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Comparison compare_lists(const std::vector<double>& got, const std::vector<double>& expected,
                         Tolerance tolerance = {}) {
  return compare(std::span<const double>(got), std::span<const double>(expected), tolerance);
}

}  // namespace

TEST_CASE("NaN fails on either side and against itself, whatever is allowed") {
  for (const Tolerance tolerance :
       {Tolerance{}, Tolerance{1e300, 1e300}, Tolerance{kInfinity, kInfinity}, Tolerance{kNan, kNan}}) {
    CHECK_FALSE(compare_lists({kNan}, {1.0}, tolerance).passed);
    CHECK_FALSE(compare_lists({1.0}, {kNan}, tolerance).passed);
    CHECK_FALSE(compare_lists({kNan}, {kNan}, tolerance).passed);
  }
  CHECK_FALSE(compare_lists({1.0}, {2.0}, {kNan, 0.0}).passed);
  const Comparison among = compare_lists({1.0, kNan, 3.0, kNan}, {9.0, 2.0, 3.0, 4.0});
  CHECK(among.failures == 3);
  CHECK(among.worst == 1);  // the first NaN, not the larger difference
}

TEST_CASE("an infinity passes only against the same infinity") {
  CHECK(compare_lists({kInfinity, -kInfinity}, {kInfinity, -kInfinity}).passed);
  for (const Tolerance tolerance : {Tolerance{}, Tolerance{1.0, 1.0}, Tolerance{kInfinity, kInfinity}}) {
    CHECK_FALSE(compare_lists({kInfinity}, {-kInfinity}, tolerance).passed);
    CHECK_FALSE(compare_lists({kInfinity}, {1e308}, tolerance).passed);
    CHECK_FALSE(compare_lists({1e308}, {kInfinity}, tolerance).passed);
  }
}

TEST_CASE("different lengths fail at the first missing element") {
  const Comparison shorter = compare_lists({1.0, 2.0}, {1.0, 2.0, 3.0}, {1.0, 1.0});
  CHECK_FALSE(shorter.passed);
  CHECK(shorter.worst == 2);
  CHECK(shorter.count == 3);
  CHECK_FALSE(compare_lists({1.0}, {}).passed);
  CHECK_FALSE(compare_lists({}, {1.0}).passed);
}

TEST_CASE("two empty lists agree, and say that nothing was compared") {
  const Comparison empty = compare_lists({}, {});
  CHECK(empty.passed);
  CHECK(empty.count == 0);
  CHECK(empty.str() == "0 elements agree");
}

TEST_CASE("the tolerance is absolute plus relative to the expected value, inclusive") {
  CHECK(compare_lists({1.5}, {1.0}, {0.5, 0.0}).passed);
  CHECK_FALSE(compare_lists({1.5}, {1.0}, {0.499, 0.0}).passed);
  CHECK(compare_lists({-150.0}, {-100.0}, {0.0, 0.5}).passed);
  CHECK_FALSE(compare_lists({-100.0}, {-150.0}, {0.0, 0.3}).passed);
  CHECK(compare_lists({0.0}, {-0.0}).passed);
  const Comparison worst = compare_lists({1.0, 2.5, 3.0, 4.25}, {1.0, 2.0, 3.0, 4.0});
  CHECK(worst.worst == 1);
  CHECK(worst.failures == 2);
  CHECK(worst.str().starts_with("index 1: got 2.5, expected 2, error 0.5"));
}

TEST_CASE("a sum's tolerance grows with the root of its length and with what is summed") {
  CHECK(sum_tolerance<float>(400).absolute == doctest::Approx(20.0 * sum_tolerance<float>(1).absolute));
  CHECK(sum_tolerance<float>(1, 3.0).absolute == doctest::Approx(3.0 * sum_tolerance<float>(1).absolute));
  CHECK(sum_tolerance<double>(1).absolute < 1e-8 * sum_tolerance<float>(1).absolute);
  CHECK(sum_tolerance<float>(0).absolute > 0.0);
}
