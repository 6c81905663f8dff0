#include "cuda/simt/block.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace seven::simt {

constinit thread_local Builtins builtins;

// Each core runs a block at a time, so this is that block's. A file that declares `extern __shared__ float s[];`
// outside of its functions is rewritten so that it finds it by this name.
extern thread_local std::byte dynamic_shared_memory[kDynamicSharedBytes] __asm__("seven_simt_dynamic_shared");
alignas(128) constinit thread_local std::byte dynamic_shared_memory[kDynamicSharedBytes]{};

namespace {

thread_local Block* running = nullptr;

}  // namespace

Block* running_block() { return running; }

Block::Block() = default;
Block::~Block() = default;

void Block::begin(const Launch& launch, uint3 index) {
  launch_ = &launch;
  index_ = index;
  const unsigned count = launch.block.x * launch.block.y * launch.block.z;
  threads_.assign(count, Thread{});
  warps_.resize((count + kLanes - 1) / kLanes);
  for (unsigned i = 0; i < count; ++i) {
    threads_[i].number = i;
    threads_[i].index = {i % launch.block.x, i / launch.block.x % launch.block.y, i / launch.block.x / launch.block.y};
  }
  for (std::size_t w = 0; w < warps_.size(); ++w) {
    const unsigned lanes = std::min(kLanes, count - static_cast<unsigned>(w) * kLanes);
    warps_[w].live = lanes == kLanes ? ~0U : (1U << lanes) - 1U;
    warps_[w].waiting = 0;
  }
  fresh_ = 0;
  ready_.clear();
  at_barrier_ = 0;
  ended_ = 0;
  predicates_ = 0;
  given_up_ = false;
  idle_.clear();
  for (const auto& stack : stacks_) idle_.push_back(stack.get());
  builtins.block = index;
  builtins.block_size = launch.block;
  builtins.grid_size = launch.grid;
  builtins.dynamic_shared = dynamic_shared_memory;
}

void Block::run(const Launch& launch, uint3 index, Watcher* watcher) {
  begin(launch, index);
  watcher_ = watcher;
  running = this;
  stack_ = &main_;
  if (watcher_ != nullptr) watcher_->block_begins(*this);
  to_next(true);
  stuck_ = !given_up_ && ended_ < threads_.size();
  // What is left on a stack there is forgotten.
  if (stuck_ || given_up_) {
    for (const auto& stack : stacks_) stack->begin();
  }
  if (watcher_ != nullptr) {
    if (stuck_) watcher_->stuck(*this);
    watcher_->block_ends(*this);
  }
  running = nullptr;
  if (thrown_ != nullptr) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void Block::work() {
  for (;;) {
    while (fresh_ < threads_.size()) run_thread(threads_[fresh_++]);
    to_next(true);
  }
}

void Block::run_thread(Thread& thread) {
  current_ = &thread;
  builtins.thread = thread.index;
  try {
    launch_->call(launch_->arguments);
  } catch (...) {
    thrown_ = std::current_exception();
  }
  if (thrown_ != nullptr) give_up();
  end_thread(*current_);  // `thread` may have waited, and this stack have served others
}

void Block::end_thread(Thread& thread) {
  thread.state = Thread::State::ended;
  ++ended_;
  warps_[thread.warp()].live &= ~(1U << thread.lane());
  // Those who have ended are waited for no longer.
  if (at_barrier_ > 0 && at_barrier_ + ended_ == threads_.size()) finish_barrier(nullptr);
  if (warps_[thread.warp()].waiting != 0) finish_warp_barrier(thread.warp(), nullptr);
}

void Block::to_next(bool idle) {
  Stack& self = *stack_;
  Stack* next = &main_;
  Thread* thread = nullptr;
  if (fresh_ < threads_.size()) {
    if (idle_.empty()) {
      stacks_.push_back(std::make_unique<Stack>([this] { work(); }));
      next = stacks_.back().get();
    } else {
      next = idle_.back();
      idle_.pop_back();
    }
  } else if (!ready_.empty()) {
    thread = ready_.front();
    ready_.pop_front();
    next = thread->stack;
  }
  if (next == &self) return;
  if (idle && &self != &main_) idle_.push_back(&self);
  stack_ = next;
  if (thread != nullptr) resume(*thread);
  next->switch_from(self);
  stack_ = &self;
}

void Block::resume(Thread& thread) {
  current_ = &thread;
  thread.state = Thread::State::ready;
  builtins.thread = thread.index;
}

void Block::wait() {
  Thread& self = *current_;
  self.stack = stack_;
  to_next(false);
}

void Block::give_up() {
  given_up_ = true;
  Stack& self = *stack_;
  stack_ = &main_;
  main_.switch_from(self);
  std::abort();  // nobody comes back to a block that was given up
}

int Block::barrier(bool predicate, const void* site) {
  Thread& self = *current_;
  self.site = site;
  predicates_ += predicate ? 1 : 0;
  self.state = Thread::State::at_barrier;
  if (++at_barrier_ + ended_ == threads_.size()) {
    // Whoever watches sees the threads in their order: the reports are then about the first.
    finish_barrier(watcher_ == nullptr ? &self : nullptr);
    if (watcher_ != nullptr) wait();
  } else {
    wait();
  }
  return self.votes;
}

// `last`, the thread that has just come, goes on at once; the others when it is their turn.
void Block::finish_barrier(const Thread* last) {
  if (watcher_ != nullptr) watcher_->barrier_complete(*this);
  for (Thread& thread : threads_) {
    if (thread.state != Thread::State::at_barrier) continue;
    thread.state = Thread::State::ready;
    thread.votes = predicates_;
    if (&thread != last) ready_.push_back(&thread);
  }
  for (Thread& thread : threads_) {
    ++thread.block_epoch;
    ++thread.warp_epoch;
  }
  at_barrier_ = 0;
  predicates_ = 0;
}

void Block::warp_barrier(unsigned mask, const void* site, Thread::Purpose purpose) {
  Thread& self = *current_;
  self.purpose = purpose;
  self.site = site;
  self.mask = mask;
  self.state = Thread::State::at_warp_barrier;
  warps_[self.warp()].waiting |= 1U << self.lane();
  finish_warp_barrier(self.warp(), &self);
  if (self.state != Thread::State::ready) wait();
}

// Lets those lanes go whose masks are all here. A mask may name lanes that have ended: they are waited for no longer.
void Block::finish_warp_barrier(unsigned number, const Thread* last) {
  Warp& warp = warps_[number];
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((warp.waiting & 1U << lane) == 0) continue;
    const unsigned mask = threads_[number * kLanes + lane].mask & warp.live;
    if ((warp.waiting & mask) != mask || !work_together(number, mask)) continue;
    exchange(number, mask);
    for (unsigned other = 0; other < kLanes; ++other) {
      if ((mask & 1U << other) == 0) continue;
      Thread& thread = threads_[number * kLanes + other];
      thread.state = Thread::State::ready;
      ++thread.warp_epoch;
      if (&thread != last) ready_.push_back(&thread);
    }
    warp.waiting &= ~mask;
  }
}

// Between these lanes, all of which are here: values and votes. Once for all of them, so that a lane that runs ahead to
// its next exchange takes nothing away from one that has not gone on yet.
void Block::exchange(unsigned number, unsigned mask) {
  Thread* lanes = threads_.data() + std::size_t{number} * kLanes;
  unsigned ballot = 0;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((mask & 1U << lane) != 0 && lanes[lane].vote) ballot |= 1U << lane;
  }
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((mask & 1U << lane) == 0) continue;
    Thread& self = lanes[lane];
    self.ballot = ballot;
    const bool there = self.source < kLanes && (mask & 1U << self.source) != 0;
    if (watcher_ != nullptr && !there && self.purpose == Thread::Purpose::shuffle) {
      const std::size_t other = std::size_t{number} * kLanes + self.source;
      const bool named = self.source < kLanes && (self.mask & 1U << self.source) != 0;
      if (named && other < threads_.size()) watcher_->shuffle_from_ended(*this, self, threads_[other]);
    }
    self.received = there ? lanes[self.source].given : self.given;
  }
}

// Does what these lanes have come to do as a whole, if they have. False where they have come for different things, or
// not all: then they wait on.
bool Block::work_together(unsigned number, unsigned mask) {
  if (mask == 0) return true;
  Thread* lanes = threads_.data() + std::size_t{number} * kLanes;
  const auto purpose = lanes[std::countr_zero(mask)].purpose;
  const auto task = lanes[std::countr_zero(mask)].task;
  std::array<void*, kLanes> of_lanes{};
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((mask & 1U << lane) == 0) continue;
    if (lanes[lane].purpose != purpose || lanes[lane].task != task) return false;
    of_lanes[lane] = lanes[lane].own;
  }
  if (task == nullptr) return true;
  if (mask != ~0U) return false;
  task(of_lanes.data());
  for (unsigned lane = 0; lane < kLanes; ++lane) lanes[lane].task = nullptr;
  return true;
}

void Block::together(void* own, void (*task)(void* const* of_lanes), const void* site) {
  Thread& self = *current_;
  self.own = own;
  self.task = task;
  warp_barrier(~0U, site, Thread::Purpose::task);
}

void Block::shuffle(unsigned mask, unsigned source, void* value, std::size_t bytes, const void* site) {
  Thread& self = *current_;
  std::memcpy(self.given.data(), value, bytes);
  self.source = source;
  warp_barrier(mask, site, Thread::Purpose::shuffle);
  std::memcpy(value, self.received.data(), bytes);
}

unsigned Block::ballot(unsigned mask, bool vote, const void* site) {
  Thread& self = *current_;
  self.vote = vote;
  warp_barrier(mask, site, Thread::Purpose::vote);
  return self.ballot;
}

}  // namespace seven::simt
