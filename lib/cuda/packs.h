// 16 bytes at a time: the widest access that a thread can make, four floats or two doubles.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "core/types.h"
#include "cuda/kernel.h"

namespace seven {

template <class T>
struct __align__(16) Pack {
  static constexpr int kSize = 16 / sizeof(T);
  T at[kSize];
};

template <class T>
Pack<T>* as_packs(T* data) {
  return reinterpret_cast<Pack<T>*>(data);
}
template <class T>
const Pack<T>* as_packs(const T* data) {
  return reinterpret_cast<const Pack<T>*>(data);
}

// The whole packs in `size` elements: none if one of the pointers is not a multiple of 16.
template <class T>
Index packs_in(Index size, std::initializer_list<const T*> pointers) {
  for (const T* pointer : pointers) {
    if (reinterpret_cast<std::uintptr_t>(pointer) % sizeof(Pack<T>) != 0) return 0;
  }
  return size / Pack<T>::kSize;
}

}  // namespace seven
