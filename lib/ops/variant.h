// What all variant tables have in common. An op's table lists its variants from the plainest to the fastest; each entry
// has a name, a device, what it needs, and its functions in float and in double (see any <op>.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/device.h"
#include "core/suggest.h"

namespace seven {

template <class Variant>
std::vector<std::string> variant_names(std::span<const Variant* const> table) {
  std::vector<std::string> names;
  for (const Variant* variant : table) names.emplace_back(variant->name);
  return names;
}

// The variant called `name`; "best" is the last one of the table for the CPU. Throws Error with the nearest names.
template <class Variant>
const Variant& find_variant(std::span<const Variant* const> table, const std::string& op, const std::string& name) {
  const Variant* best = nullptr;
  for (const Variant* variant : table) {
    if (name == variant->name) return *variant;
    if (variant->device == Device::cpu) best = variant;
  }
  if (name == "best" && best != nullptr) return *best;
  throw unknown_name(op + " variant", name, variant_names(table));
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
