#include "core/parallel.h"

#include <doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "support/message.h"

using namespace seven;

TEST_CASE("every item is run exactly once, for any number of threads and items") {
  for (const int count : {1, 2, 3, 16}) {
    const ThreadScope set(count);
    for (const Index items : {0, 1, 2, 5, 1000}) {
      CAPTURE(count);
      CAPTURE(items);
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(items));
      std::atomic<int> outside{0};
      parallel_for(items, [&](Index i) {
        ++runs[static_cast<std::size_t>(i)];
        if (thread_index() < 0 || thread_index() >= threads()) ++outside;
      });
      for (const std::atomic<int>& run : runs) CHECK(run == 1);
      CHECK(outside == 0);
    }
  }
}

TEST_CASE("chunks cover the range without a gap or an overlap") {
  const ThreadScope set(3);
  for (const Index size : {0, 1, 7, 8, 9, 100}) {
    std::vector<std::atomic<int>> runs(static_cast<std::size_t>(size));
    std::atomic<bool> too_long{false};
    parallel_chunks(size, 8, [&](Index begin, Index end) {
      if (begin % 8 != 0 || end - begin > 8) too_long = true;
      for (Index i = begin; i < end; ++i) ++runs[static_cast<std::size_t>(i)];
    });
    for (const std::atomic<int>& run : runs) CHECK(run == 1);
    CHECK(!too_long);
  }
}

TEST_CASE("no two items run on one thread's index at the same time") {
  const ThreadScope set(4);
  std::vector<std::atomic<int>> busy(4);
  std::atomic<int> clashes{0};
  parallel_for(200, [&](Index) {
    std::atomic<int>& mine = busy[static_cast<std::size_t>(thread_index())];
    if (++mine != 1) ++clashes;
    std::this_thread::yield();
    --mine;
  });
  CHECK(clashes == 0);
}

TEST_CASE("an exception in an item is thrown again by the loop, and the next loop works") {
  for (const int count : {1, 2, 16}) {
    const ThreadScope set(count);
    const std::string message = message_of([] {
      parallel_for(100, [](Index i) {
        if (i == 37) throw Error("item 37 failed");
      });
    });
    CHECK(message == "item 37 failed");
    CHECK_THROWS_AS(parallel_for(8, [](Index) { throw std::runtime_error("each item fails"); }), std::runtime_error);
    std::atomic<int> runs{0};
    parallel_for(10, [&](Index) { ++runs; });
    CHECK(runs == 10);
  }
}

TEST_CASE("a loop within a loop stays on its caller's thread, under the same index") {
  const ThreadScope set(4);
  std::atomic<int> inner_items{0};
  std::atomic<int> strangers{0};
  std::atomic<int> begun{0};
  parallel_for(8, [&](Index) {
    ++begun;  // wait for a second thread, or one alone may run all items before the others are awake
    for (int i = 0; i < 1000 && begun < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::thread::id outer = std::this_thread::get_id();
    const int index = thread_index();
    parallel_for(16, [&](Index) {
      ++inner_items;
      if (std::this_thread::get_id() != outer || thread_index() != index) ++strangers;
    });
    if (thread_index() != index) ++strangers;
  });
  CHECK(inner_items == 8 * 16);
  CHECK(strangers == 0);
}

TEST_CASE("numbers of threads out of range are refused and change nothing") {
  const ThreadScope set(2);
  for (const int count : {0, -1, 1025}) {
    int code = 0;
    CHECK(contains(message_of([&] { set_threads(count); }, &code), "1 to 1024"));
    CHECK(code == 2);
    CHECK(threads() == 2);
  }
}
