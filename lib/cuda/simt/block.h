// One block at work: its threads, its warps, and the stacks that they wait on. Inside of the scheduler, and of what
// watches it.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

#include "cuda/simt/scheduler.h"
#include "cuda/simt/stack.h"

namespace seven::simt {

inline constexpr unsigned kLanes = 32;

struct Thread {
  enum class State { fresh, ready, at_barrier, at_warp_barrier, ended };
  enum class Purpose { wait, shuffle, vote, task };

  State state = State::fresh;
  unsigned number = 0;  // within the block: x runs fastest
  uint3 index{};
  Stack* stack = nullptr;  // where it waits
  // Where it waits, and for which lanes.
  const void* site = nullptr;
  unsigned mask = 0;
  Purpose purpose = Purpose::wait;  // lanes that have come for different things do not meet
  int votes = 0;                    // of the barrier that it passed last: the true predicates
  bool fenced = false;              // it has said that what it wrote is to be seen by other blocks
  // How many barriers it has passed: two threads' accesses are ordered if a barrier lies between them.
  unsigned block_epoch = 0;
  unsigned warp_epoch = 0;
  // What it gives to the other lanes at a warp barrier, and what it gets there.
  std::array<std::byte, 16> given{}, received{};
  unsigned source = 0;  // the lane from which it wants a value
  bool vote = false;
  unsigned ballot = 0;
  void* own = nullptr;                            // what it brings to a task of the whole warp,
  void (*task)(void* const* of_lanes) = nullptr;  // and that task; null at other barriers

  [[nodiscard]] unsigned warp() const { return number / kLanes; }
  [[nodiscard]] unsigned lane() const { return number % kLanes; }
};

struct Warp {
  unsigned live = 0;     // lanes that have not ended
  unsigned waiting = 0;  // lanes at a warp barrier
};

// Sees what happens, if there is one.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void block_begins(const class Block& block) = 0;
  // The threads that were waiting still say so.
  virtual void barrier_complete(const Block& block) = 0;
  virtual void block_ends(const Block& block) = 0;
  // The thread asks in a shuffle for the value of one that has ended.
  virtual void shuffle_from_ended(const Block& block, const Thread& thread, const Thread& ended) = 0;
  // The waiting threads can never go on; the block ends here.
  virtual void stuck(const Block& block) = 0;
  // All blocks have ended. May throw Error, which the launch then does.
  virtual void launch_ends() = 0;
  // Between launches: the host has asked for device memory, or written it.
  virtual void memory_allocated(struct Allocation& block) = 0;
  virtual void memory_set(const void* begin, std::size_t bytes) = 0;
};

class Block {
 public:
  Block();
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  // Runs block `index` of the launch to its end, or until its threads wait for each other for ever.
  void run(const Launch& launch, uint3 index, Watcher* watcher);
  // Gives the block up, from within one of its threads: run() returns.
  [[noreturn]] void give_up();

  // After run(): whether some threads were left waiting for ever.
  [[nodiscard]] bool stuck() const { return stuck_; }
  [[nodiscard]] const Thread& current() const { return *current_; }
  [[nodiscard]] const Launch& launch() const { return *launch_; }
  [[nodiscard]] const uint3& index() const { return index_; }
  // Blocks counted through the grid, x fastest, and back.
  [[nodiscard]] unsigned number() const { return index_.x + launch_->grid.x * (index_.y + launch_->grid.y * index_.z); }
  [[nodiscard]] uint3 index_of(unsigned number) const {
    return {number % launch_->grid.x, number / launch_->grid.x % launch_->grid.y,
            number / launch_->grid.x / launch_->grid.y};
  }
  [[nodiscard]] const std::vector<Thread>& threads() const { return threads_; }
  [[nodiscard]] const Stack& stack() const { return *stack_; }

  int barrier(bool predicate, const void* site);
  void warp_barrier(unsigned mask, const void* site, Thread::Purpose purpose = Thread::Purpose::wait);
  void shuffle(unsigned mask, unsigned source, void* value, std::size_t bytes, const void* site);
  unsigned ballot(unsigned mask, bool vote, const void* site);
  void together(void* own, void (*task)(void* const* of_lanes), const void* site);
  void fence() { current_->fenced = true; }
  [[nodiscard]] unsigned live_lanes() const { return warps_[current_->warp()].live; }

 private:
  void begin(const Launch& launch, uint3 index);
  void work();  // what each stack does: threads, one after the other
  void run_thread(Thread& thread);
  void wait();              // the current thread cannot go on: to the next that can
  void to_next(bool idle);  // leaves this stack; `idle`: for good, unless there are threads to start
  void resume(Thread& thread);
  void finish_barrier(const Thread* last);
  void finish_warp_barrier(unsigned warp, const Thread* last);
  void exchange(unsigned warp, unsigned mask);
  bool work_together(unsigned warp, unsigned mask);
  void end_thread(Thread& thread);

  const Launch* launch_ = nullptr;
  Watcher* watcher_ = nullptr;
  uint3 index_{};
  std::vector<Thread> threads_;
  std::vector<Warp> warps_;
  std::exception_ptr thrown_;  // by one of the threads
  std::size_t fresh_ = 0;      // the next thread to start
  std::deque<Thread*> ready_;  // may go on
  unsigned at_barrier_ = 0;
  unsigned ended_ = 0;
  int predicates_ = 0;  // true ones, at the barrier that is filling
  bool given_up_ = false;
  bool stuck_ = false;
  Thread* current_ = nullptr;
  Stack* stack_ = nullptr;  // in use
  Stack main_;              // the caller's
  std::vector<std::unique_ptr<Stack>> stacks_;
  std::vector<Stack*> idle_;
};

// The block that this OS thread is running, or null.
Block* running_block();

// Watches all launches from now on, one block after the other; null for nobody.
void set_watcher(Watcher* watcher);
Watcher* watcher();
// Whoever watches is told one thing at a time, also where several threads of the host launch, allocate or copy: a
// launch holds this from its begin to its end. Not locked if nobody watches.
std::unique_lock<std::mutex> watch_lock();

}  // namespace seven::simt
