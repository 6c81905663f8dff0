// The register tiles that this processor can run, each by itself: every number of rows and columns, every way to
// finish.
#include "ops/gemm/kernel.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/philox.h"

using namespace seven;

namespace {

template <class T>
std::vector<T> random_numbers(Index count, std::uint64_t seed) {
  std::vector<T> values(static_cast<std::size_t>(count));
  Random random(seed, Purpose::test);
  for (T& value : values) value = static_cast<T>(random.normal());
  return values;
}

template <class T>
T& at(std::vector<T>& values, Index i) {
  return values[static_cast<std::size_t>(i)];
}

// One tile of rows x columns of C, inside a frame that must not change.
template <class T>
void check_tile(const gemm::Kernel<T>& kernel, Index rows, Index columns, int ways) {
  constexpr Index kDepth = 13;
  const Index ldc = kernel.TN + 3;
  std::vector<T> a = random_numbers<T>(kernel.TM * kDepth, 1);
  std::vector<T> b = random_numbers<T>(kernel.TN * kDepth, 2);
  std::vector<T> row_bias = random_numbers<T>(rows, 3);
  std::vector<T> column_bias = random_numbers<T>(columns, 4);
  std::vector<T> c = random_numbers<T>((kernel.TM + 2) * ldc, 5);
  const std::vector<T> before = c;
  const gemm::Finish<T> finish{.accumulate = (ways & 1) != 0,
                               .row_bias = (ways & 2) != 0 ? row_bias.data() : nullptr,
                               .column_bias = (ways & 4) != 0 ? column_bias.data() : nullptr,
                               .relu = (ways & 8) != 0};
  kernel.tile(c.data() + ldc + 1, ldc, a.data(), b.data(), kDepth, rows, columns, finish);
  for (Index i = 0; i < kernel.TM + 2; ++i) {
    for (Index j = 0; j < ldc; ++j) {
      const T got = at(c, i * ldc + j);
      const T old = before[static_cast<std::size_t>(i * ldc + j)];
      const Index r = i - 1;
      const Index s = j - 1;
      if (r < 0 || r >= rows || s < 0 || s >= columns) {
        REQUIRE(got == old);
        continue;
      }
      double sum = 0.0;
      for (Index k = 0; k < kDepth; ++k) {
        sum += static_cast<double>(at(a, k * kernel.TM + r)) * static_cast<double>(at(b, k * kernel.TN + s));
      }
      if (finish.accumulate) sum += static_cast<double>(old);
      if (finish.row_bias != nullptr) sum += static_cast<double>(at(row_bias, r));
      if (finish.column_bias != nullptr) sum += static_cast<double>(at(column_bias, s));
      if (finish.relu) sum = std::max(sum, 0.0);
      REQUIRE(std::abs(static_cast<double>(got) - sum) < 64 * static_cast<double>(std::numeric_limits<T>::epsilon()));
    }
  }
}

template <class T>
void check_kernels() {
  for (const gemm::Kernel<T>* kernel : gemm::kernels<T>()) {
    CAPTURE(kernel->name);
    CHECK(gemm::kBlockRows % kernel->TM == 0);
    CHECK(kernel->TM <= gemm::kMaxTileRows);
    for (Index rows = 1; rows <= kernel->TM; ++rows) {
      for (Index columns = 1; columns <= kernel->TN; ++columns) {
        for (int ways = 0; ways < 16; ++ways) check_tile(*kernel, rows, columns, ways);
      }
    }
  }
}

}  // namespace

TEST_CASE("every kernel, every part of its tile, every way to finish: float") { check_kernels<float>(); }
TEST_CASE("every kernel, every part of its tile, every way to finish: double") { check_kernels<double>(); }

TEST_CASE("ReLU at the end of a tile lets NaN through, and makes nothing of minus zero and less") {
  for (const gemm::Kernel<float>* kernel : gemm::kernels<float>()) {
    CAPTURE(kernel->name);
    std::vector<float> a(static_cast<std::size_t>(kernel->TM), 1.0F);
    std::vector<float> b(static_cast<std::size_t>(kernel->TN), -1.0F);
    b[1] = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> c(static_cast<std::size_t>(kernel->TM * kernel->TN), 7.0F);
    kernel->tile(c.data(), kernel->TN, a.data(), b.data(), 1, kernel->TM, kernel->TN, {.relu = true});
    CHECK(c[0] == 0.0F);
    CHECK(std::isnan(c[1]));
    CHECK(c[2] == 0.0F);
  }
}
