// The variants of an op that a test can call with pointers to its own memory: those for the CPU and, where the build
// has the SIMT device, the kernels on it.
#pragma once

#include <string>
#include <vector>

#include "ops/variant.h"

template <class Variant>
std::vector<const Variant*> host_variants(seven::VariantTable<Variant> table) {
  std::vector<const Variant*> all;
  for (const seven::Device device : {seven::Device::cpu, seven::Device::simt}) {
    for (const Variant* variant : table(device)) all.push_back(variant);
  }
  return all;
}

// "naive", "simt:naive".
template <class Variant>
std::string full_name(const Variant& variant) {
  return seven::called_on(variant.device, variant.name);
}
