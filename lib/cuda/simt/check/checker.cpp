#include "cuda/simt/check/checker.h"

#include <algorithm>

#include "core/error.h"
#include "cuda/simt/check/words.h"
#include "cuda/simt/waiting.h"

namespace seven::simt {

namespace {

Checker* living = nullptr;

}  // namespace

Checker* checker() { return living; }

namespace {

constexpr std::size_t kMostPutOff = 4096;

}  // namespace

constinit thread_local bool checker_at_work = false;

void (*volatile time_is_up)(const void* pc) = nullptr;

Checker::Checker(const Watch& watch) : watch_(watch) {
  if (living != nullptr) throw Error("launches are checked already").expected("one checker at a time").got("a second");
  living = this;
  set_watcher(this);
}

Checker::~Checker() {
  set_watcher(nullptr);
  end_of_watch();
  living = nullptr;
}

void Checker::block_begins(const Block& block) {
  const AtWork work;
  ++blocks_;
  if (last_launch_ != &block.launch() || block.number() == 0) {
    ++launch_;
    kernel_ = kernel_name(block.launch());
    arrays_.clear();
    released_.clear();
    if (launch_ == watch_.touched) {
      touched_.kernel = kernel_;
      touched_.grid = block.launch().grid;
      touched_.block = block.launch().block;
    }
  }
  last_launch_ = &block.launch();
  regions_.block_begins();
  met_.clear();
}

void Checker::barrier_complete(const Block& block) {
  const AtWork work;
  report_put_off();
  profile_.count_barrier();
  const Thread* first = nullptr;
  const Thread* gone = nullptr;
  for (const Thread& thread : block.threads()) {
    if (thread.state == Thread::State::ended && gone == nullptr) gone = &thread;
    if (thread.state != Thread::State::at_barrier) continue;
    if (first == nullptr) first = &thread;
    if (thread.site == first->site) continue;
    report(Kind::barrier, first->site, thread.site, "threads of one block meet at different barriers",
           {"thread " + thread_text(*first) + " waits " + at_line(first->site),
            "thread " + thread_text(thread) + " waits " + at_line(thread.site),
            "A __syncthreads() within an if must be reached by all threads of the block or by none."});
    break;
  }
  if (gone != nullptr && first != nullptr) {
    report(Kind::barrier, first->site, nullptr, "threads end without coming to a barrier of their block",
           {"thread " + thread_text(*first) + " waits " + at_line(first->site),
            "thread " + thread_text(*gone) + " has ended",
            "Recent GPUs do not wait for threads that have ended, older ones may hang; and nothing that the others do "
            "is in order with such a thread. Let all threads come to the barrier: put the guard around the work, not "
            "a return or an if around the barrier."});
  }
  merge_profile(block);
}

void Checker::block_ends(const Block& block) {
  const AtWork work;
  report_put_off();
  merge_profile(block);
}

void Checker::launch_ends() {
  if (!watch_.throws || told_ == findings_.size()) return;
  const AtWork work;
  std::string reports;
  for (; told_ < findings_.size(); ++told_) reports += findings_[told_].full_text();
  reports.pop_back();  // the last line's end
  throw Error("a kernel does what it must not").got(reports);
}

void Checker::merge_profile(const Block& block) {
  if (!watch_.profile) return;
  profile_.merge(block, [&](const void* address) {
    const Region* region = regions_.find(block, address);
    return region != nullptr ? region->short_name() : std::string();
  });
}

void Checker::shuffle_from_ended(const Block& /*block*/, const Thread& thread, const Thread& ended) {
  const AtWork work;
  report(
      Kind::uninitialised, thread.site, nullptr, "a shuffle takes the value of a lane that has ended",
      {who(thread) + " " + at_line(thread.site),
       "it wants the value of lane " + std::to_string(ended.lane()) + ", thread " + thread_text(ended),
       "On a GPU this value is undefined. Let all lanes come to the shuffle, those with nothing to do with the value "
       "that changes nothing."});
}

void Checker::stuck(const Block& block) {
  const AtWork work;
  fault_ = Kind::barrier;
  Waiting waiting = waiting_threads(block);
  waiting.lines.emplace_back("On a GPU this hangs. A barrier must be reached by all threads that it waits for.");
  report(Kind::barrier, waiting.first, nullptr, "a barrier can never complete", waiting.lines);
}

void Checker::memory_allocated(Allocation& block) {
  const AtWork work;
  regions_.cells_of(block, block.of_both);
}

void Checker::memory_set(const void* begin, std::size_t bytes) {
  const AtWork work;
  Allocation* block = find_allocation(begin);
  if (block == nullptr || bytes == 0) return;
  const auto first = static_cast<std::size_t>(static_cast<const std::byte*>(begin) - block->begin);
  regions_.cells_of(*block, false).set(first / 4, std::min(first + bytes + 3, block->bytes + 3) / 4);
}

void Checker::give_up(Kind kind) {
  fault_ = kind;
  checker_at_work = false;  // nobody comes back here
  running_block()->give_up();
}

const Region* Checker::allow(const Block& block, const void* address, unsigned bytes, bool write, const void* pc) {
  const Region* region = regions_.find(block, address);
  if (region == nullptr) {
    if (Regions::is_private(block, address) || (!write && Regions::in_program(address))) return nullptr;
    report(Kind::not_device_memory, pc, nullptr,
           std::string(write ? "write to" : "read of") + " memory that is not the device's",
           {who(block.current()) + " " + at_line(pc),
            "Is this a pointer of the host's, from new or a std::vector? Copy to device memory first. Or an index far "
            "outside of its array?"});
    give_up(Kind::not_device_memory);
  }
  if (region->memory != nullptr && region->memory->freed) {
    report(Kind::freed_memory, pc, nullptr,
           std::string(write ? "write to " : "read of ") + region->name() + " after it was freed",
           {who(block.current()) + " " + at_line(pc)});
    give_up(Kind::freed_memory);
  }
  if (region->array != nullptr) expect_room(block, *region, pc);
  if (region->holds(address, bytes)) return region;
  report_outside(*region, address, bytes, write, pc);
  give_up(Kind::out_of_bounds);
}

// What nvcc says of a kernel whose arrays are too large for any block: here each is seen when it is first used.
void Checker::expect_room(const Block& block, const Region& region, const void* pc) {
  if (!arrays_.insert(region.array).second) return;
  std::size_t bytes = block.launch().shared_bytes;
  for (const SharedArray* array : arrays_) bytes += array->bytes;
  if (bytes <= kDynamicSharedBytes) return;
  report(Kind::launch, pc, nullptr, "the kernel's __shared__ arrays are larger than a block's shared memory",
         {"expected: at most " + std::to_string(kDynamicSharedBytes) + " bytes in all",
          "got:      " + std::to_string(bytes) + " bytes, " + std::to_string(region.bytes) + " of them in " +
              region.name() + ", used " + at_line(pc),
          "nvcc does not compile this. Make the tile smaller, or use smaller elements."});
}

void Checker::access(const Block& block, const void* address, unsigned bytes, bool write, bool atomic, const void* pc) {
  if (block.stack().holds(address)) return;
  const Region* region = regions_.recent(address, bytes);
  if (region == nullptr) region = allow(block, address, bytes, write, pc);
  if (region == nullptr) return;
  const Thread& thread = block.current();
  Access now;
  now.pc = pc;
  now.launch = launch_;
  now.block = block.number();
  now.block_epoch = thread.block_epoch;
  now.warp_epoch = thread.warp_epoch;
  now.thread = static_cast<std::uint16_t>(thread.number);
  now.write = write;
  now.atomic = atomic;
  note(*region, address, bytes, now);
  if (atomic && !write) return;  // the first half of an atomic operation
  if (watch_.profile) {
    profile_.record(thread, {pc, address, static_cast<std::uint8_t>(bytes), write, region->shared, atomic});
  }
  if (launch_ == watch_.touched) touch(block, *region, address, bytes, write);
}

void Checker::touch(const Block& block, const Region& region, const void* address, unsigned bytes, bool write) {
  if (region.shared && block.number() != 0) return;
  TouchedMemory* memory = touched_.find(region.begin);
  if (memory == nullptr) {
    memory = &touched_.add(region.begin, {region.short_name(), region.shared, region.bytes, {}});
  }
  const auto first = static_cast<std::size_t>(static_cast<const std::byte*>(address) - region.begin);
  Touched::touch(*memory, first, bytes, write, block.number(), block.current());
}

void Checker::meet(const std::byte* word, const Thread& thread, std::uint32_t block) {
  if (!thread.fenced && released_.empty()) return;
  std::set<std::uint32_t>& blocks = released_[word];
  met_.insert(blocks.begin(), blocks.end());
  if (thread.fenced) blocks.insert(block);
}

void Checker::note(const Region& region, const void* address, unsigned bytes, Access now) {
  const auto first = static_cast<std::size_t>(static_cast<const std::byte*>(address) - region.begin);
  for (std::size_t word = first / 4; word <= (first + bytes - 1) / 4; ++word) {
    const std::size_t begin = std::max(first, word * 4) - word * 4;
    const std::size_t end = std::min<std::size_t>(first + bytes, word * 4 + 4) - word * 4;
    now.bytes = static_cast<std::uint8_t>(((1U << end) - 1U) & ~((1U << begin) - 1U));
    Cell& cell = (*region.cells)[word];
    if (!now.write && !cell.initialised) {
      cell.initialised = true;  // said once
      if (!again(key_of(Kind::uninitialised, now.pc, nullptr))) {
        report(Kind::uninitialised, now.pc, nullptr,
               "read of " + element_text(region.name(), word * 4, region.bytes, 4) + ", which nobody has written",
               {who(running_block()->current()) + " " + at_line(now.pc),
                region.shared ? "Shared memory holds anything at the beginning of a block. Which thread was to fill "
                                "this element, and is its guard too strict?"
                              : "Device memory holds anything after cudaMalloc. Copy or fill it first."});
      }
    }
    cell.initialised |= now.write;
    if (now.atomic) {
      cell.take_in_reads(now);
      if (now.write && !region.shared) meet(region.begin + word * 4, running_block()->current(), now.block);
      if (!put_off_.empty()) put_off_.erase({region.begin + word * 4, now.thread});
    }
    Access earlier;
    if (!cell.note(now, earlier) || (earlier.block != now.block && met_.contains(earlier.block))) continue;
    if (earlier.atomic && earlier.write && !now.write && !now.atomic && put_off_.size() < kMostPutOff) {
      put_off_.try_emplace({region.begin + word * 4, now.thread}, PutOff{region, earlier, now});
    } else if (!again(key_of(Kind::race, earlier.pc, now.pc))) {
      report_race(region, region.begin + word * 4, earlier, now);
    }
  }
}

}  // namespace seven::simt
