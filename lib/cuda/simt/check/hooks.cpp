// The calls that the compiler puts before each access of a kernel's file that is built with -fsanitize=thread,bounds,
// alignment. Usually they end in the sanitizers' own libraries; here those are not linked, and these are.
#include <cstddef>
#include <cstdint>
#include <string>

#include "cuda/simt/block.h"
#include "cuda/simt/check/checker.h"
#include "cuda/simt/names.h"

#if !defined(SEVEN_NO_SIMT_HOOKS)

namespace {

// A program has one copy of each function of std::string or std::vector, and it may be the instrumented one of a
// kernel's file. So the checker's own work comes by here too, and is passed over.
void note(const void* address, unsigned bytes, bool write, bool atomic, const void* pc) {
  seven::simt::Checker* checker = seven::simt::checker();
  if (checker == nullptr || seven::simt::checker_at_work) return;
  const seven::simt::AtWork work;
  if (seven::simt::time_is_up) seven::simt::time_is_up(pc);
  if (const seven::simt::Block* block = seven::simt::running_block()) {
    checker->access(*block, address, bytes, write, atomic, pc);
  } else {
    checker->host_access(address, write, pc);
  }
}

// A struct that is no multiple of its size aligned, as three floats are, is not moved in one access but element by
// element. Which elements it has is not known here: words, as far as its address allows.
void note_range(void* at, unsigned long bytes, bool write, const void* pc) {
  const auto address = reinterpret_cast<std::uintptr_t>(at);
  const unsigned piece = (address | bytes) % 4 == 0 ? 4 : (address | bytes) % 2 == 0 ? 2 : 1;
  for (unsigned long i = 0; i < bytes; i += piece) note(static_cast<std::byte*>(at) + i, piece, write, false, pc);
}

// What -fsanitize=bounds and alignment say of a place: the layout is the compiler's.
struct Place {
  const char* file;
  std::uint32_t line, column;
};
struct Type {
  std::uint16_t kind, info;
  char name[1];
};
struct OutOfBounds {
  Place place;
  const Type* array;
  const Type* index;
};
struct Misaligned {
  Place place;
  const Type* type;
  unsigned char log_alignment;
  unsigned char check;
};

seven::simt::SourceLine line(const Place& place) { return {place.file, static_cast<int>(place.line)}; }

}  // namespace

#define SEVEN_HERE __builtin_return_address(0)

extern "C" {

void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_vptr_update(void*, void*) {}
void __tsan_vptr_read(void*) {}

#define SEVEN_HOOKS(bytes)                                                                   \
  void __tsan_read##bytes(void* at) { note(at, bytes, false, false, SEVEN_HERE); }           \
  void __tsan_write##bytes(void* at) { note(at, bytes, true, false, SEVEN_HERE); }           \
  void __tsan_unaligned_read##bytes(void* at) { note(at, bytes, false, false, SEVEN_HERE); } \
  void __tsan_unaligned_write##bytes(void* at) { note(at, bytes, true, false, SEVEN_HERE); }
SEVEN_HOOKS(1)
SEVEN_HOOKS(2)
SEVEN_HOOKS(4)
SEVEN_HOOKS(8)
SEVEN_HOOKS(16)
#undef SEVEN_HOOKS

void __tsan_read_range(void* at, unsigned long bytes) { note_range(at, bytes, false, SEVEN_HERE); }
void __tsan_write_range(void* at, unsigned long bytes) { note_range(at, bytes, true, SEVEN_HERE); }

// Atomics do their work here too. SEVEN_FETCH: those that return what was there before.
#define SEVEN_FETCH(bits, T, operation)                               \
  T __tsan_atomic##bits##_##operation(volatile T* at, T value, int) { \
    note(const_cast<const T*>(at), bits / 8, true, true, SEVEN_HERE); \
    return __atomic_##operation(at, value, __ATOMIC_RELAXED);         \
  }
#define SEVEN_EXCHANGE(bits, T, strength)                                                                       \
  int __tsan_atomic##bits##_compare_exchange_##strength(volatile T* at, T* expected, T value, int, int) {       \
    note(const_cast<const T*>(at), bits / 8, true, true, SEVEN_HERE);                                           \
    return __atomic_compare_exchange_n(at, expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED) ? 1 : 0; \
  }
#define SEVEN_ATOMICS(bits, T)                                         \
  T __tsan_atomic##bits##_load(const volatile T* at, int) {            \
    note(const_cast<const T*>(at), bits / 8, false, true, SEVEN_HERE); \
    return __atomic_load_n(at, __ATOMIC_RELAXED);                      \
  }                                                                    \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int) {     \
    note(const_cast<const T*>(at), bits / 8, true, true, SEVEN_HERE);  \
    __atomic_store_n(at, value, __ATOMIC_RELAXED);                     \
  }                                                                    \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int) {     \
    note(const_cast<const T*>(at), bits / 8, true, true, SEVEN_HERE);  \
    return __atomic_exchange_n(at, value, __ATOMIC_RELAXED);           \
  }                                                                    \
  SEVEN_FETCH(bits, T, fetch_add)                                      \
  SEVEN_FETCH(bits, T, fetch_sub)                                      \
  SEVEN_FETCH(bits, T, fetch_and)                                      \
  SEVEN_FETCH(bits, T, fetch_or)                                       \
  SEVEN_FETCH(bits, T, fetch_xor)                                      \
  SEVEN_EXCHANGE(bits, T, strong)                                      \
  SEVEN_EXCHANGE(bits, T, weak)
SEVEN_ATOMICS(8, std::uint8_t)
SEVEN_ATOMICS(16, std::uint16_t)
SEVEN_ATOMICS(32, std::uint32_t)
SEVEN_ATOMICS(64, std::uint64_t)
#undef SEVEN_ATOMICS
#undef SEVEN_EXCHANGE
#undef SEVEN_FETCH

void __tsan_atomic_thread_fence(int) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
void __tsan_atomic_signal_fence(int) {}

void __ubsan_handle_out_of_bounds(void* data, void* index) {
  const auto* what = static_cast<const OutOfBounds*>(data);
  if (seven::simt::checker() == nullptr || seven::simt::checker_at_work) return;
  const seven::simt::AtWork work;
  seven::simt::checker()->bad_index(line(what->place), std::to_string(reinterpret_cast<std::intptr_t>(index)),
                                    what->array->name, SEVEN_HERE);
}

void __ubsan_handle_type_mismatch_v1(void* data, void* address) {
  const auto* what = static_cast<const Misaligned*>(data);
  if (seven::simt::checker() == nullptr || address == nullptr || seven::simt::checker_at_work) return;
  const seven::simt::AtWork work;
  seven::simt::checker()->misaligned(line(what->place), address, std::size_t{1} << what->log_alignment, SEVEN_HERE);
}

// Of __builtin_assume_aligned: an access through such an address is seen where it happens.
void __ubsan_handle_alignment_assumption(void*, void*, void*, void*) {}

}  // extern "C"

#endif
