// The product of a warp's fragments on the CPU: what a tensor core does for 32 lanes at once.
#pragma once

namespace seven::simt {

// Which element of 16 lines x `depth` is the i-th of a lane's, of A and of B alike: as a GPU spreads them (PTX,
// mma.m16n8k8 and m16n8k16), so that loads meet the same banks.
constexpr int fragment_line(int lane, int i) { return lane / 4 + i % 2 * 8; }
constexpr int fragment_k(int depth, int lane, int i) {
  return lane % 4 * (depth / 8) + i / 2 % (depth / 8) + i / (depth / 4) * (depth / 2);
}

// Of a 16 x 16 block of sums, a lane has eight neighbours in a row: on the CPU, one vector.
constexpr int kLaneSums = 8;
constexpr int sums_row(int lane) { return lane / 2; }
constexpr int sums_column(int lane) { return lane % 2 * kLaneSums; }

// What one lane holds of it.
struct LaneShare {
  float* sums;     // [rows][columns][kLaneSums]
  const float* a;  // [rows][depth / 2]
  const float* b;  // [columns][depth / 2]
  int rows, columns, depth;
};

// sums[y][x] += a[y] b[x], for all pairs, in float: k from 0 up. Waits for all 32 lanes.
void warp_product(LaneShare& share, const void* site);

}  // namespace seven::simt
