// The two ceilings of this machine, measured: how fast it multiplies and adds, and how fast it moves memory. Between
// them they bound every kernel: a problem of so many operations on so many bytes cannot take less than the larger of
// the two times. That bound over intensity (operations a byte) is the roofline of Williams, Waterman and Patterson
// (2009). Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

namespace seven {

struct Ceilings {
  int threads = 0;
  double gflops = 0.0;     // 1e9 float32 operations a second, a fused multiply-add counting two
  double gigabytes = 0.0;  // 1e9 bytes a second of a copy, read and written

  // The seconds that a problem takes at the least.
  [[nodiscard]] double least_seconds(double flops, double bytes) const;
  // The most 1e9 operations a second at so many operations a byte: the roof itself.
  [[nodiscard]] double roof(double intensity) const;
  // Those of a GPU are not measured: it has none.
  [[nodiscard]] bool known() const { return gflops > 0.0; }
  // How much of the roof a run of `seconds` reaches: 1 is all of it, 0 that there is no known one. More than 1 is
  // possible: an algorithm such as Winograd's that needs fewer operations than are counted, or data that stays in the
  // cache.
  [[nodiscard]] double share(double flops, double bytes, double seconds) const;
};

// Measures both, of the CPU, with the present number of threads, in about a second, on vectors as wide as the processor
// has.
Ceilings measure_ceilings();

}  // namespace seven
