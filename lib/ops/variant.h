// What all variant tables have in common. An op's table lists its variants from the plainest to the fastest; each entry
// has a name, a device, what it needs, and its functions in float and in double (see any <op>.h); a product's also to
// how many bits it rounds what it multiplies.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/device_memory.h"
#include "core/suggest.h"

namespace seven {

// Variants are called by their name alone on the CPU and with the device before it elsewhere: "simt:naive".
inline Device device_of(const std::string& variant) {
  const std::size_t colon = variant.find(':');
  return colon == std::string::npos ? Device::cpu : device_called(variant.substr(0, colon));
}
inline std::string called_on(Device device, const std::string& variant) {
  return device == Device::cpu ? variant : std::string(name(device)) + ":" + variant;
}

// Half of the distance from 1 to the next float.
inline constexpr double kFloatRoundoff = 0x1p-24;

// An op's table for one device, from the plainest to the fastest; empty where the op has nothing for it, or the build.
template <class Variant>
using VariantTable = std::span<const Variant* const> (*)(Device device);

template <class Variant>
std::vector<std::string> variant_names(VariantTable<Variant> table, Device device = Device::cpu) {
  std::vector<std::string> names;
  for (const Variant* variant : table(device)) names.push_back(called_on(device, variant->name));
  return names;
}

// The variant called `called`; "best" is the last one of the table: "best", "cuda:best". Throws Error with the nearest
// names, or with the reason why there is no such device.
template <class Variant>
const Variant& find_variant(VariantTable<Variant> table, const std::string& op, const std::string& called) {
  const Device device = device_of(called);
  memory_of(device);  // throws if it is not here
  const std::span<const Variant* const> variants = table(device);
  if (called == called_on(device, "best") && !variants.empty()) return *variants.back();
  for (const Variant* variant : variants) {
    if (called == called_on(device, variant->name)) return *variant;
  }
  if (variants.empty()) {
    throw Error("an op has no variant for a device").where(op).got(std::string(name(device))).wrong_use();
  }
  throw unknown_name(op + " variant", called, variant_names(table, device));
}

// A variant's functions for elements of type T.
template <class T, class Variant>
const auto& functions(const Variant& variant) {
  if constexpr (sizeof(T) == sizeof(float)) {
    return variant.f32;
  } else {
    return variant.f64;
  }
}

}  // namespace seven
