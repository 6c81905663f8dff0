// An op's variants for tests that hand them pointers of their own: those for the CPU and, since the kernels of the SIMT
// device read plain memory too, that device's.
#pragma once

#include <vector>

#include "ops/variant.h"

template <class Variant>
std::vector<const Variant*> everywhere(seven::VariantTable<Variant> table) {
  std::vector<const Variant*> all;
  for (const seven::Device device : {seven::Device::cpu, seven::Device::simt}) {
    if (!seven::why_not(device).empty()) continue;
    const auto there = table(device);
    all.insert(all.end(), there.begin(), there.end());
  }
  return all;
}
