#include "cuda/simt/warp_product.h"

#include <array>

#include "cuda/simt/scheduler.h"

namespace seven::simt {

namespace {

constexpr int kLanes = 32;
constexpr int kLines = 16;
constexpr int kMaxDepth = 16;
using Line = std::array<float, kLines>;  // at one k

// Puts a fragment together from the lanes' shares of it.
template <class Of>
void gather(std::array<Line, kMaxDepth>& whole, int depth, const Of& of_lane) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const float* own = of_lane(lane);
    for (int i = 0; i < depth / 2; ++i) {
      const auto k = static_cast<std::size_t>(fragment_k(depth, lane, i));
      whole[k][static_cast<std::size_t>(fragment_line(lane, i))] = own[i];
    }
  }
}

void multiply(void* const* lanes) {
  const auto of = [=](int lane) -> const LaneShare& { return *static_cast<const LaneShare*>(lanes[lane]); };
  // All lanes agree on the sizes. (Not a structured binding: a lambda cannot capture one in clang before 16.)
  const int rows = of(0).rows;
  const int columns = of(0).columns;
  const int depth = of(0).depth;
  std::array<Line, kMaxDepth> left;
  std::array<Line, kMaxDepth> right;
  for (int x = 0; x < columns; ++x) {
    gather(right, depth, [&](int lane) { return of(lane).b + x * depth / 2; });
    for (int y = 0; y < rows; ++y) {
      gather(left, depth, [&](int lane) { return of(lane).a + y * depth / 2; });
      for (int lane = 0; lane < kLanes; ++lane) {
        float* to = of(lane).sums + (y * columns + x) * kLaneSums;
        std::array<float, kLaneSums> sum;
        for (std::size_t i = 0; i < kLaneSums; ++i) sum[i] = to[i];
        for (int k = 0; k < depth; ++k) {
          const float* across = right[static_cast<std::size_t>(k)].data() + sums_column(lane);
          const float down = left[static_cast<std::size_t>(k)][static_cast<std::size_t>(sums_row(lane))];
          for (std::size_t i = 0; i < kLaneSums; ++i) sum[i] += down * across[i];
        }
        for (std::size_t i = 0; i < kLaneSums; ++i) to[i] = sum[i];
      }
    }
  }
}

}  // namespace

void warp_product(LaneShare& share, const void* site) { together(&share, multiply, site); }

}  // namespace seven::simt
