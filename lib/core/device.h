// Where memory lives and arithmetic runs. `simt` runs the kernels of `cuda` on the CPU, with CUDA's execution model;
// `simt_check` does so with every access watched, while a CheckedDevice (check/checked_device.h) lives.
#pragma once

#include <string>
#include <string_view>

namespace seven {

enum class Device { cpu, cuda, simt, simt_check };

constexpr std::string_view name(Device device) {
  switch (device) {
    case Device::cuda: return "cuda";
    case Device::simt: return "simt";
    case Device::simt_check: return "simt_check";
    case Device::cpu: break;
  }
  return "cpu";
}

// Throws Error (wrong use), with the nearest names, for a name that is none of the four.
Device device_called(const std::string& name);

}  // namespace seven
