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
  ++blocks_;
  if (last_launch_ != &block.launch() || block.number() == 0) {
    ++launch_;
    kernel_ = kernel_name(block.launch());
    if (launch_ == watch_.touched) {
      touched_.kernel = kernel_;
      touched_.grid = block.launch().grid;
      touched_.block = block.launch().block;
    }
  }
  last_launch_ = &block.launch();
  regions_.block_begins();
}

void Checker::barrier_complete(const Block& block) {
  profile_.count_barrier();
  const Thread* first = nullptr;
  for (const Thread& thread : block.threads()) {
    if (thread.state != Thread::State::at_barrier) continue;
    if (first == nullptr) first = &thread;
    if (thread.site == first->site) continue;
    report(Kind::barrier, first->site, thread.site, "threads of one block meet at different barriers",
           {"thread " + thread_text(*first) + " waits " + at_line(first->site),
            "thread " + thread_text(thread) + " waits " + at_line(thread.site),
            "A __syncthreads() within an if must be reached by all threads of the block or by none."});
    break;
  }
  merge_profile(block);
}

void Checker::block_ends(const Block& block) { merge_profile(block); }

void Checker::launch_ends() {
  if (!watch_.throws || told_ == findings_.size()) return;
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

void Checker::stuck(const Block& block) {
  fault_ = Kind::barrier;
  Waiting waiting = waiting_threads(block);
  waiting.lines.emplace_back("On a GPU this hangs. A barrier must be reached by all threads that it waits for.");
  report(Kind::barrier, waiting.first, nullptr, "a barrier can never complete", waiting.lines);
}

void Checker::memory_allocated(Allocation& block) { regions_.cells_of(block, block.of_both); }

void Checker::memory_set(const void* begin, std::size_t bytes) {
  Allocation* block = find_allocation(begin);
  if (block == nullptr || bytes == 0) return;
  const auto first = static_cast<std::size_t>(static_cast<const std::byte*>(begin) - block->begin);
  regions_.cells_of(*block, false).set(first / 4, std::min(first + bytes + 3, block->bytes + 3) / 4);
}

void Checker::give_up(Kind kind) {
  fault_ = kind;
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
  if (region->holds(address, bytes)) return region;
  report_outside(*region, address, bytes, write, pc);
  give_up(Kind::out_of_bounds);
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
    Access earlier;
    if (cell.note(now, earlier) && !again(key_of(Kind::race, earlier.pc, now.pc))) {
      report_race(region, region.begin + word * 4, earlier, now);
    }
  }
}

}  // namespace seven::simt
