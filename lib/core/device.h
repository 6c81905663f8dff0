// Where memory lives and arithmetic runs. Today every tensor is on the CPU; `cuda` and `simt` (the same kernels run on
// the CPU with CUDA's execution model) are named here so that variant tables and tensors can already speak of them.
#pragma once

#include <string_view>

namespace seven {

enum class Device { cpu, cuda, simt };

constexpr std::string_view name(Device device) {
  switch (device) {
    case Device::cuda: return "cuda";
    case Device::simt: return "simt";
    case Device::cpu: break;
  }
  return "cpu";
}

}  // namespace seven
