// matmul_tile: one panel and several, edges on every side; each element is fetched once for 16 threads.
#include "learn/checks/09_tiles/product.h"

namespace seven::learn {

void check_matmul_tile(Check& check) {
  const Product p = product_of(check, check.size("m"), check.size("n"), check.size("k"));
  run_product(check, "matmul_tile", p);
  check.expect(p.c, p.expected, sum_tolerance<float>(p.k));
  if (check.size("counted", 0) == 0) return;
  // Two panels a block: each of 256 elements, 8 warps.
  const auto panels = static_cast<std::uint64_t>(2 * ((p.k + 15) / 16));
  check.expect_at_most("requests to read device memory", check.counts().loads, 8 * panels * check.counts().blocks);
}

Score score_matmul_tile(Check& check) {
  const Product p = product_of(check, 64, 64, 64);
  run_product(check, "matmul_tile", p);
  return traffic(check, p);
}

}  // namespace seven::learn
