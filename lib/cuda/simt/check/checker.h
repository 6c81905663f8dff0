// Watches the threads of a kernel: every access to memory, every barrier. The kernel's file is compiled a second time
// with the compiler's own instrumentation (-fsanitize=thread,bounds,alignment), whose calls end in hooks.cpp and from
// there come here. So kernels are checked as they are written, with no wrapper around pointers or arrays.
// Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "cuda/simt/block.h"
#include "cuda/simt/check/finding.h"
#include "cuda/simt/check/profile.h"
#include "cuda/simt/check/shadow.h"
#include "cuda/simt/memory.h"

namespace seven::simt {

struct SharedArray;

// While one lives, all launches are checked, one block after the other. Not to be made within a kernel, nor twice at a
// time.
class Checker final : public Watcher {
 public:
  enum class Counting { on, off };  // off: the profile stays empty, and the checks take half the time

  explicit Checker(Counting counting = Counting::on);
  ~Checker() override;
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // In the order in which they were first seen.
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  // All reports, one below the other; "" if nothing was found.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const Profile& profile() const { return profile_; }

  // From the hooks. An access that would do harm does not happen: the block is given up.
  void access(const void* address, unsigned bytes, bool write, bool atomic, const void* pc);
  void bad_index(const std::string& place, const std::string& index, const std::string& type);
  void misaligned(const std::string& place, const void* address, std::size_t alignment, const void* pc);

  void block_begins(const Block& block) override;
  void barrier_complete(const Block& block) override;
  void block_ends(const Block& block) override;
  void stuck(const Block& block) override;
  void memory_allocated(Allocation& block) override;
  void memory_set(const void* begin, std::size_t bytes) override;

 private:
  using Cells = std::vector<Cell>;
  // A stretch of memory: a __shared__ array, device memory or, if neither, dynamic shared memory.
  struct Region {
    const SharedArray* array = nullptr;
    const Allocation* memory = nullptr;
    const std::byte* begin = nullptr;
    std::size_t bytes = 0;
    Cells* cells = nullptr;

    [[nodiscard]] bool shared() const { return memory == nullptr; }
    [[nodiscard]] std::string name() const;  // as reports call it
    [[nodiscard]] bool holds(const std::byte* at, unsigned count) const {
      return at >= begin && at + count <= begin + bytes && (memory == nullptr || !memory->freed);
    }
  };

  const Region* find_region(const void* address, unsigned bytes, bool write, const void* pc);
  const Region* remember(const Region& region);
  bool search(const void* address, unsigned bytes, bool write, const void* pc, Region& region);
  void note(const Region& region, const void* address, unsigned bytes, Access now);
  Cells& cells_of(Allocation& block, bool initialised);
  void report(Kind kind, const void* first, const void* second, const std::string& what,
              const std::vector<std::string>& lines);
  void report_race(const Region& region, const void* word, const Access& earlier, const Access& now);
  void report_outside(const Region& region, const void* address, unsigned bytes, bool write, const void* pc);

  std::vector<Finding> findings_;
  std::map<std::tuple<Kind, const void*, const void*, std::string>, std::size_t> known_;  // places to findings
  std::deque<Cells> shadows_;                                                             // of device memory
  std::map<std::size_t, Cells> shared_;  // of each __shared__ array, by its offset; and of dynamic shared memory
  std::vector<Cells*> touched_;          // those that this block has used
  std::array<Region, 8> recent_;         // where accesses went lately
  std::size_t oldest_ = 0;               // of these
  bool counting_;
  Profile profile_;
  std::uint32_t launch_ = 0;
  const Launch* last_launch_ = nullptr;
};

// The checker that lives, or null.
Checker* checker();

}  // namespace seven::simt
