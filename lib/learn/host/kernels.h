// What the main program does around a call of a function that launches kernels: kernels.cpp, which is linked only
// there.
#ifndef SEVEN_LEARN_KERNELS_H
#define SEVEN_LEARN_KERNELS_H

#include "arena.h"

namespace seven::learn {

struct HostCall {
  void (*run)(const void* data);
  const void* data;
};

// Makes the call with the arrays as device memory and every launch checked. Sets Event::finding and its text if
// something was found, and the counts.
void call_watched(Header& header, char* arena, HostCall call) __attribute__((weak));

}  // namespace seven::learn

#endif
