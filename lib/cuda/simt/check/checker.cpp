#include "cuda/simt/check/checker.h"

#include <link.h>

#include <algorithm>
#include <sstream>

#include "core/error.h"
#include "cuda/simt/check/symbols.h"
#include "cuda/simt/check/words.h"
#include "cuda/simt/names.h"

namespace seven::simt {

namespace {

Checker* living = nullptr;

constexpr std::size_t kDynamic = ~std::size_t{0};  // the key of dynamic shared memory

bool within(const void* address, const void* begin, std::size_t bytes) {
  const auto* at = static_cast<const std::byte*>(address);
  const auto* first = static_cast<const std::byte*>(begin);
  return at >= first && at < first + bytes;
}

// Whether this is the program's own static data: constants that a kernel may read.
bool in_program(const void* address) {
  struct Search {
    const void* address;
    bool found;
  } search{address, false};
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        auto* to = static_cast<Search*>(data);
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& header = info->dlpi_phdr[i];
          if (header.p_type != PT_LOAD) continue;
          to->found |=
              within(to->address, reinterpret_cast<const void*>(info->dlpi_addr + header.p_vaddr), header.p_memsz);
        }
        return 1;
      },
      &search);
  return search.found;
}

}  // namespace

Checker* checker() { return living; }

Checker::Checker(Counting counting) : counting_(counting == Counting::on) {
  if (living != nullptr) throw Error("launches are checked already").expected("one checker at a time").got("a second");
  living = this;
  set_watcher(this);
}

Checker::~Checker() {
  set_watcher(nullptr);
  end_of_watch();
  living = nullptr;
}

std::string Checker::text() const {
  std::string all;
  for (const Finding& finding : findings_) {
    all += finding.text;
    if (finding.count > 1) all += "  " + std::to_string(finding.count) + " times in all\n";
    all += "\n";
  }
  return all;
}

void Checker::block_begins(const Block& block) {
  if (last_launch_ != &block.launch() || block.number() == 0) ++launch_;
  last_launch_ = &block.launch();
  recent_ = {};
  touched_.clear();
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
  profile_.merge(block);
}

void Checker::block_ends(const Block& block) { profile_.merge(block); }

void Checker::stuck(const Block& block) {
  std::vector<std::string> lines;
  std::map<const void*, std::vector<const Thread*>> waiting;
  std::size_t ended = 0;
  for (const Thread& thread : block.threads()) {
    if (thread.state == Thread::State::ended) {
      ++ended;
    } else {
      waiting[thread.site].push_back(&thread);
    }
  }
  for (const auto& [site, threads] : waiting) {
    lines.push_back(std::to_string(threads.size()) + " threads wait " + at_line(site) + ", the first is " +
                    thread_text(*threads.front()));
  }
  lines.push_back(std::to_string(ended) + " have ended");
  lines.push_back("On a GPU this hangs. A barrier must be reached by all threads that it waits for.");
  report(Kind::barrier, waiting.empty() ? nullptr : waiting.begin()->first, nullptr, "a barrier can never complete",
         lines);
}

Checker::Cells& Checker::cells_of(Allocation& block, bool initialised) {
  if (block.shadow == nullptr) {
    Cell cell;
    cell.initialised = initialised;
    shadows_.emplace_back((block.bytes + 3) / 4, cell);
    block.shadow = &shadows_.back();
  }
  return *static_cast<Cells*>(block.shadow);
}

void Checker::memory_allocated(Allocation& block) { cells_of(block, false); }

void Checker::memory_set(const void* begin, std::size_t bytes) {
  Allocation* block = find_allocation(begin);
  if (block == nullptr) return;
  Cells& cells = cells_of(*block, false);
  const auto first = static_cast<std::size_t>(static_cast<const std::byte*>(begin) - block->begin);
  for (std::size_t word = first / 4; word < (first + bytes + 3) / 4 && word < cells.size(); ++word) {
    cells[word] = Cell{};
    cells[word].initialised = true;
  }
}

// Which memory this is. False if it is nobody's business, or if the access must not happen.
std::string Checker::Region::name() const {
  if (memory != nullptr) return buffer_text(*memory);
  return array != nullptr ? "__shared__ " + array->name : "dynamic shared memory";
}

// Most accesses go where others went just before, and a search takes longer than all the rest.
const Checker::Region* Checker::find_region(const void* address, unsigned bytes, bool write, const void* pc) {
  if (running_block()->stack().holds(address)) return nullptr;
  const auto* at = static_cast<const std::byte*>(address);
  for (const Region& region : recent_) {
    if (region.holds(at, bytes)) return &region;
  }
  Region found;
  return search(address, bytes, write, pc, found) ? remember(found) : nullptr;
}

const Checker::Region* Checker::remember(const Region& region) {
  // What an earlier block left in shared memory is not there for this one.
  if (region.shared() && std::find(touched_.begin(), touched_.end(), region.cells) == touched_.end()) {
    region.cells->assign((region.bytes + 3) / 4, Cell{});
    touched_.push_back(region.cells);
  }
  oldest_ = (oldest_ + 1) % recent_.size();
  return &(recent_[oldest_] = region);
}

bool Checker::search(const void* address, unsigned bytes, bool write, const void* pc, Region& region) {
  Block& block = *running_block();
  if (block.stack().holds(address) || within(address, &builtins, sizeof builtins)) return false;
  if (within(address, block.launch().arguments, block.launch().argument_bytes)) return false;
  const auto* at = static_cast<const std::byte*>(address);
  const std::byte* variables = thread_variables();
  if (within(address, variables, thread_variables_size())) {
    const SharedArray* array = shared_array_at(static_cast<std::size_t>(at - variables));
    if (array == nullptr) return false;
    region = {array, nullptr, variables + array->offset, array->bytes, &shared_[array->offset]};
    if (at + bytes <= region.begin + region.bytes) return true;
    report_outside(region, address, bytes, write, pc);
    block.give_up();
  }
  const std::size_t dynamic = block.launch().shared_bytes;
  if (within(address, builtins.dynamic_shared, dynamic + 64) && block.launch().shared_bytes > 0) {
    region = {nullptr, nullptr, builtins.dynamic_shared, dynamic, &shared_[kDynamic]};
    if (at + bytes <= region.begin + region.bytes) return true;
    report_outside(region, address, bytes, write, pc);
    block.give_up();
  }
  if (Allocation* memory = find_allocation(address)) {
    region = {nullptr, memory, memory->begin, memory->bytes, &cells_of(*memory, true)};
    if (memory->freed) {
      report(Kind::freed_memory, pc, nullptr,
             std::string(write ? "write to " : "read of ") + region.name() + " after it was freed",
             {who(block.current()) + " " + at_line(pc)});
      block.give_up();
    }
    if (at >= region.begin && at + bytes <= region.begin + region.bytes) return true;
    report_outside(region, address, bytes, write, pc);
    block.give_up();
  }
  if (!write && in_program(address)) return false;
  report(Kind::not_device_memory, pc, nullptr,
         std::string(write ? "write to" : "read of") + " memory that is not the device's",
         {who(block.current()) + " " + at_line(pc),
          "Is this a pointer of the host's, from new or a std::vector? Copy to device memory first. Or an index far "
          "outside of its array?"});
  block.give_up();
}

void Checker::access(const void* address, unsigned bytes, bool write, bool atomic, const void* pc) {
  const Region* region = find_region(address, bytes, write, pc);
  if (region == nullptr) return;
  Block& block = *running_block();
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
  if (counting_ && (!atomic || write)) {
    profile_.record(thread, {pc, address, static_cast<std::uint8_t>(bytes), write, region->shared(), atomic});
  }
}

void Checker::note(const Region& region, const void* address, unsigned bytes, Access now) {
  const auto first = static_cast<std::size_t>(static_cast<const std::byte*>(address) - region.begin);
  for (std::size_t word = first / 4; word <= (first + bytes - 1) / 4; ++word) {
    const std::size_t begin = std::max(first, word * 4) - word * 4;
    const std::size_t end = std::min<std::size_t>(first + bytes, word * 4 + 4) - word * 4;
    now.bytes = static_cast<std::uint8_t>(((1U << end) - 1U) & ~((1U << begin) - 1U));
    Cell& cell = (*region.cells)[word];
    if (!now.write && !cell.initialised) {
      report(
          Kind::uninitialised, now.pc, nullptr,
          "read of " + element_text(region.name(), word * 4, region.bytes, 4) + ", which nobody has written",
          {who(running_block()->current()) + " " + at_line(now.pc),
           region.shared() ? "Shared memory holds anything at the beginning of a block. Which thread was to fill this "
                             "element, and is its guard too strict?"
                           : "Device memory holds anything after cudaMalloc. Copy or fill it first."});
      cell.initialised = true;  // said once
    }
    cell.initialised |= now.write;
    Access earlier;
    if (cell.note(now, earlier)) report_race(region, region.begin + word * 4, earlier, now);
  }
}

void Checker::report(Kind kind, const void* first, const void* second, const std::string& what,
                     const std::vector<std::string>& lines) {
  const Block& block = *running_block();
  const std::string kernel = kernel_name(block.launch().kernel);
  const auto [place, is_new] = known_.try_emplace({kind, first, second, kernel}, findings_.size());
  if (!is_new) {
    ++findings_[place->second].count;
    return;
  }
  Finding finding{kind, kernel, what, "", 1};
  finding.text = std::string(name(kind)) + ": " + what + "\n";
  for (const std::string& line : lines) finding.text += "  " + line + "\n";
  finding.text += "  in block " + index_text(block.index()) + " of " + kernel + ", launched at " +
                  file_name(block.launch().where.file) + ":" + std::to_string(block.launch().where.line) + "\n";
  findings_.push_back(finding);
}

void Checker::report_race(const Region& region, const void* word, const Access& earlier, const Access& now) {
  const auto offset = static_cast<std::size_t>(static_cast<const std::byte*>(word) - region.begin);
  const auto verb = [](const Access& a) {
    return std::string(a.atomic ? "atomically " : "") + (a.write ? "writes it " : "reads it ");
  };
  const Block& block = *running_block();
  const Thread& before = block.threads()[earlier.thread];
  const bool blocks = earlier.block != now.block;
  const std::string other = blocks ? " of block " + index_text(block.index_of(earlier.block)) : "";
  report(Kind::race, earlier.pc, now.pc,
         "two threads use " + element_text(region.name(), offset, region.bytes, 4) + " and nothing orders them",
         {"thread " + thread_text(before) + other + " " + verb(earlier) + at_line(earlier.pc),
          "thread " + thread_text(block.current()) + " " + verb(now) + at_line(now.pc),
          race_hint(earlier, now, region.shared())});
}

void Checker::report_outside(const Region& region, const void* address, unsigned bytes, bool write, const void* pc) {
  report(Kind::out_of_bounds, pc, nullptr,
         std::string(write ? "write" : "read") + " of " + std::to_string(bytes) + " bytes " +
             distance_text(address, bytes, region.begin, region.bytes) + " of " + region.name(),
         {who(running_block()->current()) + " " + at_line(pc),
          "Is a guard missing, or <= where < was meant? The grid often has more threads than there are elements."});
}

void Checker::bad_index(const std::string& place, const std::string& index, const std::string& type) {
  if (running_block() == nullptr) return;
  report(Kind::bad_index, nullptr, nullptr, "index " + index + " is outside of an array of type " + type,
         {who(running_block()->current()) + " at " + place});
  running_block()->give_up();
}

void Checker::misaligned(const std::string& place, const void* address, std::size_t alignment, const void* pc) {
  if (running_block() == nullptr) return;
  std::ostringstream text;
  text << address;
  report(Kind::misaligned, pc, nullptr,
         "access through an address that is no multiple of " + std::to_string(alignment) + " bytes",
         {who(running_block()->current()) + " at " + place + " (" + text.str() + ")",
          "On a GPU this is an error. A float4 needs an index that is a multiple of 4 from an aligned pointer."});
  running_block()->give_up();
}

}  // namespace seven::simt
