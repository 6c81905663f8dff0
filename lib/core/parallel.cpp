#include "core/parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/error.h"

#if defined(SEVEN_OPENMP)
#include <omp.h>
#endif

namespace seven {

namespace {

int initial_threads() {
#if defined(SEVEN_OPENMP)
  return omp_get_max_threads();
#else
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
#endif
}

std::atomic<int>& thread_setting() {
  static std::atomic<int> count{initial_threads()};
  return count;
}

thread_local int current_thread = 0;
thread_local bool inside_loop = false;

// Marks this thread as working in a loop, so that an inner loop stays on it.
class Inside {
 public:
  explicit Inside(int thread) {
    current_thread = thread;
    inside_loop = true;
  }
  ~Inside() {
    current_thread = 0;
    inside_loop = false;
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
};

// What the threads of one loop share: the next item to take and the first exception.
struct Loop {
  Index count;
  ItemFunction body;
  std::atomic<Index> next{0};
  std::exception_ptr error{};
  std::mutex mutex{};

  void work(int thread) {
    const Inside inside(thread);
    try {
      for (Index i = next++; i < count; i = next++) body(i);
    } catch (...) {
      const std::scoped_lock lock(mutex);
      if (!error) error = std::current_exception();
      next = count;  // the others finish their item and stop
    }
  }
};

}  // namespace

int threads() { return thread_setting(); }

void set_threads(int count) {
  if (count < 1 || count > 1024) {
    throw Error("the number of threads is out of range").expected("1 to 1024").got(std::to_string(count)).wrong_use();
  }
  thread_setting() = count;
}

int thread_index() { return current_thread; }

const char* parallel_backend() {
#if defined(SEVEN_OPENMP)
  return "openmp";
#else
  return "threads";
#endif
}

void parallel_items(Index count, ItemFunction body) {
  const int team = static_cast<int>(std::min<Index>(threads(), count));
  if (team <= 1 || inside_loop) {
    for (Index i = 0; i < count; ++i) body(i);
    return;
  }
  Loop loop{count, body};
#if defined(SEVEN_OPENMP)
#pragma omp parallel num_threads(team)
  loop.work(omp_get_thread_num());
#else
  std::vector<std::thread> helpers;
  for (int t = 1; t < team; ++t) helpers.emplace_back([&loop, t] { loop.work(t); });
  loop.work(0);
  for (std::thread& helper : helpers) helper.join();
#endif
  if (loop.error) std::rethrow_exception(loop.error);
}

}  // namespace seven
