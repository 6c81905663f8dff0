// Watches the threads of a kernel: every access to memory, every barrier. The kernel's file is compiled a second time
// with the compiler's own instrumentation (-fsanitize=thread,bounds,alignment), whose calls end in hooks.cpp and from
// there come here. So kernels are checked as they are written, with no wrapper around pointers or arrays.
#pragma once

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
  Checker();
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
  // A stretch of memory as reports name it.
  struct Region {
    std::string name;
    const std::byte* begin;
    std::size_t bytes;
    Cells* cells;
    bool shared;
  };

  bool find_region(const void* address, unsigned bytes, bool write, const void* pc, Region& region);
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
  Profile profile_;
  std::uint32_t launch_ = 0;
  const Launch* last_launch_ = nullptr;
};

// The checker that lives, or null.
Checker* checker();

}  // namespace seven::simt
