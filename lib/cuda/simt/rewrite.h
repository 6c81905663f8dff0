// CUDA's own syntax into plain C++, for files as any course has them. Three things are not C++:
//
//   kernel<16><<<grid, block>>>(x)     becomes  ::seven::simt::Chevrons("kernel<16>", ..., grid, block)(x)
//   extern __shared__ float s[];       becomes  float (* const s) = ::seven::simt::DynamicShared{};
//   __device__ int counter;            becomes  SEVEN_SIMT_DEVICE int counter;
//
// All else stays as it is, and every line keeps its number.
#pragma once

#include <functional>
#include <string>

namespace seven::simt {

struct Rewritten {
  std::string text;
  bool has_main = false;  // a function called main is defined or declared
};

// `resolve` is asked for each #include "name": what to include instead, or "" for no change.
Rewritten rewrite(const std::string& text, const std::function<std::string(const std::string& name)>& resolve = {});

}  // namespace seven::simt
