// thread_tile: as matmul_tile, and with half the reads of shared memory.
#include "learn/checks/09_tiles/product.h"

namespace seven::learn {

void check_thread_tile(Check& check) {
  const Product p = product_of(check, check.size("m"), check.size("n"), check.size("k"));
  run_product(check, "thread_tile", p);
  check.expect(p.c, p.expected, sum_tolerance<float>(p.k));
  if (check.size("counted", 0) == 0) return;
  // In each of a panel's 16 steps the 8 warps read four numbers; beside that, 512 elements of each panel are written.
  const auto panels = static_cast<std::uint64_t>((p.k + 15) / 16);
  check.expect_at_most("requests to shared memory", check.counts().shared,
                       panels * check.counts().blocks * (16 * 8 * 4 + 2 * 16));
}

Score score_thread_tile(Check& check) {
  const Product p = product_of(check, 64, 64, 64);
  run_product(check, "thread_tile", p);
  return traffic(check, p);
}

}  // namespace seven::learn
