// The memory that the checker and a student's program share: the checker lays out arrays and writes down which function
// to call; the student's program reads it, calls, and leaves the results in place. Nothing here is trusted by the
// checker but the contents of the output arrays: offsets and sizes it keeps for itself.
#ifndef SEVEN_LEARN_ARENA_H
#define SEVEN_LEARN_ARENA_H

#include <cstddef>
#include <cstdint>

namespace seven::learn {

// File descriptors that the student's program finds open.
inline constexpr int kArenaFile = 3;    // the shared memory
inline constexpr int kRequestFile = 4;  // one byte a call comes in
inline constexpr int kReplyFile = 5;    // one byte a call goes out
// The program itself, twice: reports on kernels name lines, and two readers look for them there.
inline constexpr int kProgramFiles[] = {6, 7};

inline constexpr std::size_t kArenaBytes = std::size_t{1} << 28;  // mostly never touched, so never there
inline constexpr std::size_t kPage = 4096;
inline constexpr int kMaxArguments = 24;
inline constexpr int kMaxArrays = 32;

// One argument of a call. Codes: f float, d double, i int, l 64-bit integer; the same in capitals: a pointer to an
// array in the arena, `payload` its offset; N a function of the host's, `payload` its number.
struct Argument {
  char code;
  char padding[7];
  std::uint64_t payload;
};

// An array in the arena as device memory of kernels: the name in reports.
struct DeviceArray {
  std::uint64_t offset, bytes;
  std::int32_t has_values;  // beforehand
  char name[20];
};

// What the kernels of one call did, over all threads. The words are those of cuda/simt/check/profile.h.
struct KernelCounts {
  std::uint64_t launches, blocks, barriers;
  std::uint64_t loads, load_sectors, ideal_load_sectors;     // of device memory: requests of warps
  std::uint64_t stores, store_sectors, ideal_store_sectors;  // the same
  std::uint64_t shared, wavefronts, ideal_wavefronts;        // requests to shared memory
  std::uint64_t atomics;                                     // requests
};

enum class Event : std::int32_t {
  none,
  returned,   // the function came back
  todo,       // it reached a todo(); `text` is its sentence
  exception,  // it threw; `text` is what()
  no_memory,  // it threw std::bad_alloc
  signature,  // it takes other arguments than the check gives; `text` are those it takes
  missing,    // there is no such function
  trapped,    // a forbidden system call; `number` is the call, `text` a path if it had one
  finding,    // its kernels did something wrong; `text` is the checker's report
  fault,      // a signal; `number` is the signal, `address` the place in memory: an offset into the arena if `in_arena`
};

// The first page of the arena.
struct Header {
  char function[64];  // which function to call
  std::int32_t arguments;
  std::int32_t repeat;  // how many times, for timing
  Argument argument[kMaxArguments];
  std::int32_t arrays;
  std::int32_t padding;
  std::uint64_t guard[kMaxArrays][2];  // offsets of the pages before and after each array that nobody may touch
  DeviceArray device[kMaxArrays];      // the same arrays
  // Written by the student's program:
  Event event;
  std::int32_t number;
  std::uint64_t address;
  std::int32_t in_arena;
  std::int32_t stack_overflow;
  double result;  // of a function that returns a number
  KernelCounts counts;
  char text[1024];
};
static_assert(sizeof(Header) <= kPage);

// Functions of x[0..n-1] that exercises on gradients differentiate. The checker has the same list.
using ScalarFunction = double (*)(const double* x, int n);
inline constexpr int kScalarFunctions = 4;
ScalarFunction scalar_function(int number);

}  // namespace seven::learn

#endif
