// A lock lets one in at a time, and says why it cannot.
#include "core/lock.h"

#include <doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "core/error.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

TEST_CASE("one at a time") {
  const TemporaryDirectory folder;
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const Lock lock(folder / "lock", "the test", "wait");
        most = std::max(most.load(), ++inside);
        std::this_thread::yield();
        --inside;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(most == 1);
}

TEST_CASE("a folder that is not there") {
  const TemporaryDirectory folder;
  const std::string message = message_of([&] { const Lock lock(folder / "no" / "lock", "the test", "make it"); });
  CHECK(contains(message, "the test cannot be locked (No such file"));
  CHECK(contains(message, "make it"));
}
