// CUDA's short vectors, aligned as on a GPU: a float4 moves in one access of 16 bytes, if its address is a multiple of
// 16.
#pragma once

#include "cuda/simt/builtins.h"

// `name`1 to `name`4 of elements T. Two and four of them are aligned as a whole, to 16 bytes at the most.
#define SEVEN_VECTOR1(T, name) \
  struct name##1 {             \
    T x;                       \
  };                           \
  inline name##1 make_##name##1(T x) { return {x}; }
#define SEVEN_VECTOR2(T, name)            \
  struct alignas(2 * sizeof(T)) name##2 { \
    T x, y;                               \
  };                                      \
  inline name##2 make_##name##2(T x, T y) { return {x, y}; }
#define SEVEN_VECTOR3(T, name) \
  struct name##3 {             \
    T x, y, z;                 \
  };                           \
  inline name##3 make_##name##3(T x, T y, T z) { return {x, y, z}; }
#define SEVEN_VECTOR4(T, name)                                 \
  struct alignas(sizeof(T) < 4 ? 4 * sizeof(T) : 16) name##4 { \
    T x, y, z, w;                                              \
  };                                                           \
  inline name##4 make_##name##4(T x, T y, T z, T w) { return {x, y, z, w}; }
#define SEVEN_VECTORS(T, name) \
  SEVEN_VECTOR1(T, name)       \
  SEVEN_VECTOR2(T, name)       \
  SEVEN_VECTOR3(T, name)       \
  SEVEN_VECTOR4(T, name)

SEVEN_VECTORS(signed char, char)
SEVEN_VECTORS(unsigned char, uchar)
SEVEN_VECTORS(short, short)
SEVEN_VECTORS(unsigned short, ushort)
SEVEN_VECTORS(int, int)
SEVEN_VECTOR1(unsigned, uint)
SEVEN_VECTOR2(unsigned, uint)
SEVEN_VECTOR4(unsigned, uint)
SEVEN_VECTORS(long long, longlong)
SEVEN_VECTORS(unsigned long long, ulonglong)
SEVEN_VECTORS(float, float)
SEVEN_VECTORS(double, double)

inline uint3 make_uint3(unsigned x, unsigned y, unsigned z) { return {x, y, z}; }  // with the builtins

#undef SEVEN_VECTORS
#undef SEVEN_VECTOR1
#undef SEVEN_VECTOR2
#undef SEVEN_VECTOR3
#undef SEVEN_VECTOR4
