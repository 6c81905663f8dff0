// Watches the threads of a kernel: every access to memory, every barrier. The kernel's file is compiled a second time
// with the compiler's own instrumentation (-fsanitize=thread,bounds,alignment), whose calls end in hooks.cpp and from
// there come here. So kernels are checked as they are written, with no wrapper around pointers or arrays.
// Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cuda/simt/block.h"
#include "cuda/simt/check/finding.h"
#include "cuda/simt/check/profile.h"
#include "cuda/simt/check/region.h"
#include "cuda/simt/check/shadow.h"
#include "cuda/simt/check/touched.h"
#include "cuda/simt/names.h"

namespace seven::simt {

// What is recorded beside the findings.
struct Watch {
  bool profile = true;   // without it, the checks take half the time
  unsigned touched = 0;  // the launch, counted from 1, of which is noted who touches which word; 0: none
  bool throws = false;   // a launch in which something new is found ends with an Error that says it
};

// While one lives, all launches are checked, one block after the other. Not to be made within a kernel, nor twice at a
// time.
class Checker final : public Watcher {
 public:
  explicit Checker(const Watch& watch = {});
  ~Checker() override;
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // In the order in which they were first seen.
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  // All reports, one below the other; "" if nothing was found.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const Profile& profile() const { return profile_; }
  [[nodiscard]] const Touched& touched() const { return touched_; }
  [[nodiscard]] std::uint32_t launches() const { return launch_; }
  [[nodiscard]] std::uint64_t blocks() const { return blocks_; }
  // Called after each new finding: a program that ends badly has then said all.
  void when_found(std::function<void()> call) { when_found_ = std::move(call); }
  // Why a block was given up since the last call of this, if one was.
  std::optional<Kind> take_fault() { return std::exchange(fault_, std::nullopt); }

  // What is found elsewhere: by the runtime's functions, and of the program as a whole.
  void add(Kind kind, const SourceLine& place, const std::string& what, const std::vector<std::string>& lines);

  // From the hooks. An access that would do harm does not happen: the block is given up.
  void access(const Block& block, const void* address, unsigned bytes, bool write, bool atomic, const void* pc);
  void host_access(const void* address, bool write, const void* pc);
  void bad_index(const SourceLine& place, const std::string& index, const std::string& type, const void* pc);
  void misaligned(const SourceLine& place, const void* address, std::size_t alignment, const void* pc);

  void block_begins(const Block& block) override;
  void barrier_complete(const Block& block) override;
  void block_ends(const Block& block) override;
  void shuffle_from_ended(const Block& block, const Thread& thread, const Thread& ended) override;
  void stuck(const Block& block) override;
  void launch_ends() override;
  void memory_allocated(Allocation& block) override;
  void memory_set(const void* begin, std::size_t bytes) override;

 private:
  // The memory of an access that goes where none went lately; null if it is nobody's business. Gives the block up if
  // the access must not happen.
  const Region* allow(const Block& block, const void* address, unsigned bytes, bool write, const void* pc);
  void note(const Region& region, const void* address, unsigned bytes, Access now);
  void touch(const Block& block, const Region& region, const void* address, unsigned bytes, bool write);
  void merge_profile(const Block& block);
  void expect_room(const Block& block, const Region& region, const void* pc);
  [[noreturn]] void give_up(Kind kind);
  // What is the same mistake: the kind, the two places, and the kernel.
  using Key = std::tuple<Kind, const void*, const void*, std::string>;
  [[nodiscard]] Key key_of(Kind kind, const void* first, const void* second) const;
  bool again(const Key& key);  // whether this was found before; it is then counted
  void keep(const Key& key, Finding finding);
  void report(Kind kind, const void* first, const void* second, const std::string& what,
              const std::vector<std::string>& lines, const SourceLine& place = {});
  void report_race(const Region& region, const void* word, const Access& earlier, const Access& now);
  void report_put_off();
  void report_outside(const Region& region, const void* address, unsigned bytes, bool write, const void* pc);

  std::vector<Finding> findings_;
  std::size_t told_ = 0;              // of them, by errors
  std::map<Key, std::size_t> known_;  // which of the findings
  // Races: the two lines, the memory, the kernel.
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> races_;
  Regions regions_;
  Watch watch_;
  Profile profile_;
  Touched touched_;
  std::function<void()> when_found_;
  std::optional<Kind> fault_;
  std::uint64_t blocks_ = 0;
  std::uint32_t launch_ = 0;
  const Launch* last_launch_ = nullptr;
  std::set<const SharedArray*> arrays_;  // that the launch has used
  // Two blocks meet at a word that both change atomically, the first after a __threadfence(): what it did is then in
  // order with what the second does. The blocks that did so, by word; and those that the running block has met.
  std::map<const std::byte*, std::set<std::uint32_t>> released_;
  std::set<std::uint32_t> met_;
  void meet(const std::byte* word, const Thread& thread, std::uint32_t block);
  // Reads of what others change atomically, by word and thread: mistakes, unless the thread then does the same. (See
  // Cell::take_in_reads.) Decided at the next barrier.
  struct PutOff {
    Region region;
    Access earlier, now;
  };
  std::map<std::pair<const std::byte*, unsigned>, PutOff> put_off_;
  std::string kernel_;  // of the last launch
};

// The checker that lives, or null.
Checker* checker();

// What happens to memory meanwhile is the checker's own doing.
extern constinit thread_local bool checker_at_work;
class AtWork {
 public:
  AtWork() { checker_at_work = true; }
  ~AtWork() { checker_at_work = before_; }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;

 private:
  bool before_ = checker_at_work;
};

// Called at the next access, if set: the program is to be stopped, at a place where that can be done. Set by a signal.
extern void (*volatile time_is_up)(const void* pc);

}  // namespace seven::simt
