// Stores past the caches. A store fetches its cache line first, since it might change a part of it only; when whole
// lines are written that nobody will read soon, that doubles the traffic to memory for nothing. Included by
// register_tile.h, with its vector types.
#pragma once

namespace seven::gemm {

namespace {

// Whether there are such stores; elsewhere they are plain ones.
#if defined(__x86_64__)
constexpr bool kStreams = true;
#else
constexpr bool kStreams = false;
#endif

// `to` must be aligned to the vector's size.
template <class V>
inline void stream(void* to, const V& vector) {
#if !defined(__x86_64__)
  __builtin_memcpy(to, &vector, sizeof vector);
#elif defined(__clang__)
  __builtin_nontemporal_store(vector, static_cast<V*>(to));
#else
  // g++ has one builtin a width, all of them for floats: bits are bits.
  using Single = float __attribute__((vector_size(SEVEN_VECTOR_BYTES)));
  Single bits;
  __builtin_memcpy(&bits, &vector, sizeof bits);
#if SEVEN_VECTOR_BYTES == 64
  __builtin_ia32_movntps512(static_cast<float*>(to), bits);
#elif SEVEN_VECTOR_BYTES == 32
  __builtin_ia32_movntps256(static_cast<float*>(to), bits);
#else
  __builtin_ia32_movntps(static_cast<float*>(to), bits);
#endif
#endif
}

// What was streamed is in memory before anything that is stored later.
inline void end_of_stream() {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}

}  // namespace

}  // namespace seven::gemm
