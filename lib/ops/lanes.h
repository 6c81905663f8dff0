// A vector register of numbers, as wide as the processor that the build is for has them: Lanes<float> is 16 floats with
// AVX-512, 8 with AVX, 4 elsewhere. Arithmetic on it works element by element (a GCC and clang extension), so one
// source serves all processors.
#pragma once

#include <algorithm>
#include <cstring>

#include "core/types.h"

namespace seven {

#if defined(__AVX512F__)
inline constexpr std::size_t kVectorBytes = 64;
#elif defined(__AVX__)
inline constexpr std::size_t kVectorBytes = 32;
#else
inline constexpr std::size_t kVectorBytes = 16;
#endif

// (Written out twice: g++ ignores these attributes on a type that depends on a template's parameter.)
template <class T>
struct LanesOf;
template <>
struct LanesOf<float> {
  using Type = float __attribute__((vector_size(kVectorBytes)));
};
template <>
struct LanesOf<double> {
  using Type = double __attribute__((vector_size(kVectorBytes)));
};

template <class T>
using Lanes = typename LanesOf<T>::Type;

template <class T>
inline constexpr Index kLanes = static_cast<Index>(kVectorBytes / sizeof(T));

// A vector from anywhere in memory, and back: one instruction each. A vector type says that its address is aligned, so
// a plain pointer to one would be a promise that nobody keeps.
template <class T>
Lanes<T> load_lanes(const T* from) {
  Lanes<T> lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
template <class T>
void store_lanes(T* to, const Lanes<T>& lanes) {
  std::memcpy(to, &lanes, sizeof lanes);
}

// The same number in each element.
template <class T>
Lanes<T> splat(T value) {
  return Lanes<T>{} + value;
}

// The first `count` elements from memory, and `fill` in the others.
template <class T>
Lanes<T> load_some_lanes(const T* from, Index count, T fill) {
  T buffer[kLanes<T>];
  std::fill(std::copy_n(from, count, buffer), buffer + kLanes<T>, fill);
  return load_lanes(buffer);
}
template <class T>
void store_some_lanes(T* to, const Lanes<T>& lanes, Index count) {
  T buffer[kLanes<T>];
  store_lanes(buffer, lanes);
  std::copy_n(buffer, count, to);
}

// y[i] = f(x[i]) for all elements, a vector at a time; y may be x. What f does with `fill` is lost: it stands behind
// the last element.
template <class T, class F>
void map_lanes(T* y, const T* x, Index count, T fill, F f) {
  Index i = 0;
  for (; i + kLanes<T> <= count; i += kLanes<T>) store_lanes(y + i, f(load_lanes(x + i)));
  if (i < count) store_some_lanes(y + i, f(load_some_lanes(x + i, count - i, fill)), count - i);
}

}  // namespace seven
