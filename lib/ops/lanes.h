// A vector register of numbers, as wide as the processor that the build is for has them: Lanes<float> is 16 floats with
// AVX-512, 8 with AVX, 4 elsewhere. Arithmetic on it works element by element (a GCC and clang extension), so one
// source serves all processors.
#pragma once

#include <algorithm>
#include <cstring>
#include <utility>

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

// mask ? a : b, for masks that were computed from others.
template <class T, class Mask>
Lanes<T> select_lanes(const Mask& mask, const Lanes<T>& a, const Lanes<T>& b) {
#if defined(__SSE2__) && !defined(__SSE4_1__)
  // By bits: without the choice instructions of SSE 4.1, g++ 12 breaks down on `?:` with such a mask.
  Mask from_a;
  Mask from_b;
  std::memcpy(&from_a, &a, sizeof a);
  std::memcpy(&from_b, &b, sizeof b);
  const Mask bits = (mask & from_a) | (~mask & from_b);
  Lanes<T> result;
  std::memcpy(&result, &bits, sizeof bits);
  return result;
#else
  return mask ? a : b;
#endif
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

namespace lane_order {

// lane i of the result = lane from[i] of a and b, counted through.
template <class T, std::size_t... from>
Lanes<T> pick(const Lanes<T>& a, const Lanes<T>& b, std::index_sequence<from...> /*order*/) {
#if defined(__has_builtin) && __has_builtin(__builtin_shufflevector)
  return __builtin_shufflevector(a, b, static_cast<int>(from)...);
#else
  return Lanes<T>{(from < kLanes<T> ? a[from] : b[from - kLanes<T>])...};
#endif
}

template <class T>
using Order = std::make_index_sequence<static_cast<std::size_t>(kLanes<T>)>;

template <class T, std::size_t... i>
Lanes<T> every_second(const Lanes<T>& a, const Lanes<T>& b, std::index_sequence<i...> /*lanes*/) {
  return pick<T>(a, b, std::index_sequence<2 * i...>{});
}
template <class T, std::size_t... i>
Lanes<T> every_other(const Lanes<T>& a, const Lanes<T>& b, std::index_sequence<i...> /*lanes*/) {
  return pick<T>(a, b, std::index_sequence<2 * i + 1 ...>{});
}
template <class T, std::size_t... i>
Lanes<T> zip(const Lanes<T>& a, const Lanes<T>& b, std::index_sequence<i...> /*lanes*/) {
  return pick<T>(a, b, std::index_sequence<i / 2 + i % 2 * sizeof...(i)...>{});
}
template <class T, std::size_t... i>
Lanes<T> zip_rest(const Lanes<T>& a, const Lanes<T>& b, std::index_sequence<i...> /*lanes*/) {
  return pick<T>(a, b, std::index_sequence<sizeof...(i) / 2 + i / 2 + i % 2 * sizeof...(i)...>{});
}
template <class T, std::size_t... i>
Lanes<T> follow(const Lanes<T>& a, const Lanes<T>& b, std::index_sequence<i...> /*lanes*/) {
  return pick<T>(a, b, std::index_sequence<sizeof...(i) - 1 + i...>{});
}

}  // namespace lane_order

// Of two neighbouring vectors of a row: the elements in even places, and those in odd ones.
template <class T>
Lanes<T> even_lanes(const Lanes<T>& a, const Lanes<T>& b) {
  return lane_order::every_second<T>(a, b, lane_order::Order<T>{});
}
template <class T>
Lanes<T> odd_lanes(const Lanes<T>& a, const Lanes<T>& b) {
  return lane_order::every_other<T>(a, b, lane_order::Order<T>{});
}

// The way back: the first and the second vector of even[0], odd[0], even[1], odd[1], ...
template <class T>
Lanes<T> zip_lanes(const Lanes<T>& even, const Lanes<T>& odd) {
  return lane_order::zip<T>(even, odd, lane_order::Order<T>{});
}
template <class T>
Lanes<T> zip_rest_lanes(const Lanes<T>& even, const Lanes<T>& odd) {
  return lane_order::zip_rest<T>(even, odd, lane_order::Order<T>{});
}
template <class T>
void store_zipped(T* to, const Lanes<T>& even, const Lanes<T>& odd) {
  store_lanes(to, zip_lanes<T>(even, odd));
  store_lanes(to + kLanes<T>, zip_rest_lanes<T>(even, odd));
}

// The elements one place before those of `now`, of a row that `before` and `now` are vectors of.
template <class T>
Lanes<T> shifted_lanes(const Lanes<T>& before, const Lanes<T>& now) {
  return lane_order::follow<T>(before, now, lane_order::Order<T>{});
}

// first, first + 1, first + 2, ...
template <class T>
Lanes<T> counting_lanes(T first) {
  Lanes<T> lanes;
  for (Index i = 0; i < kLanes<T>; ++i) lanes[i] = first + static_cast<T>(i);
  return lanes;
}

}  // namespace seven
