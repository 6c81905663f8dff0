// Parallel loops. Every op spreads its work with the two functions below and in no other way, so the number of threads
// is one setting, and the threads themselves are one file (parallel.cpp): OpenMP, or std::thread where OpenMP is
// missing and under the thread sanitizer, which cannot see into OpenMP's runtime.
//
// Results must not depend on the number of threads. So the *problem* says how work is cut into items (images, rows,
// blocks of a fixed size), never the number of threads; an item writes only what is its own; and a sum over items goes
// through one partial result an item, added up in order afterwards.
#pragma once

#include <algorithm>
#include <type_traits>

#include "core/types.h"

namespace seven {

// The number of threads that loops use: at first OMP_NUM_THREADS or all cores.
[[nodiscard]] int threads();
void set_threads(int count);  // throws Error unless 1 to 1024

// Sets the number of threads, if it is given one, and puts back at its end what it was before.
class ThreadScope {
 public:
  ThreadScope() = default;
  explicit ThreadScope(int count) { set_threads(count); }
  ~ThreadScope() { set_threads(before_); }
  ThreadScope(const ThreadScope&) = delete;
  ThreadScope& operator=(const ThreadScope&) = delete;

 private:
  int before_ = threads();
};

// Within a parallel loop: which thread runs this item, 0 to threads() - 1; picks a thread's part of a workspace.
[[nodiscard]] int thread_index();

// "openmp", "threads" or "serial": for `seven doctor` and result files.
[[nodiscard]] const char* parallel_backend();

// A callable passed by reference: two pointers, no allocation. The callable must outlive the call.
class ItemFunction {
 public:
  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, ItemFunction>)
      ItemFunction(F& body)  // NOLINT(google-explicit-constructor): a lambda is meant to convert
      : body_(&body), call_([](void* b, Index i) { (*static_cast<F*>(b))(i); }) {}
  void operator()(Index item) const { call_(body_, item); }

 private:
  void* body_;
  void (*call_)(void*, Index);
};

void parallel_items(Index count, ItemFunction body);

// body(i) for each i in [0, count), in any order, on all threads. A loop inside a loop runs on its caller's thread. An
// exception in an item is thrown again here, after all threads have stopped.
template <class F>
void parallel_for(Index count, F&& body) {
  parallel_items(count, ItemFunction(body));
}

// body(begin, end) over [0, count) in chunks of `chunk` elements: for cheap elements, where a call for each would cost
// more.
template <class F>
void parallel_chunks(Index count, Index chunk, F&& body) {
  parallel_for((count + chunk - 1) / chunk, [&](Index i) { body(i * chunk, std::min(count, (i + 1) * chunk)); });
}

// Elements in a chunk of an elementwise loop: 64 KiB of floats, a share of the second-level cache.
inline constexpr Index kElementChunk = 16384;

}  // namespace seven
