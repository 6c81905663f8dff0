// The checker's findings: each mistake once, in words.
#include <sstream>

#include "cuda/simt/check/checker.h"
#include "cuda/simt/check/words.h"

namespace seven::simt {

std::string Checker::text() const {
  std::string all;
  for (const Finding& finding : findings_) all += finding.full_text() + "\n";
  return all;
}

Checker::Key Checker::key_of(Kind kind, const void* first, const void* second) const {
  return {kind, first, second, running_block() != nullptr ? kernel_ : ""};
}

bool Checker::again(const Key& key) {
  const auto found = known_.find(key);
  if (found == known_.end()) return false;
  ++findings_[found->second].count;
  return true;
}

void Checker::keep(const Key& key, Finding finding) {
  known_[key] = findings_.size();
  if (const Block* block = running_block()) {
    finding.kernel = kernel_;
    finding.text += "  in block " + index_text(block->index()) + " of " + kernel_ + ", launched at " +
                    file_name(block->launch().where.file) + ":" + std::to_string(block->launch().where.line) + "\n";
  }
  findings_.push_back(std::move(finding));
  if (when_found_) when_found_();
}

void Checker::report(Kind kind, const void* first, const void* second, const std::string& what,
                     const std::vector<std::string>& lines, const SourceLine& place) {
  const Key key = key_of(kind, first, second);
  if (!again(key)) keep(key, finding_of(kind, place.line == 0 ? line_of(first) : place, what, lines));
}

void Checker::add(Kind kind, const SourceLine& place, const std::string& what, const std::vector<std::string>& lines) {
  const Key key{kind, nullptr, nullptr, place.file + ":" + std::to_string(place.line) + " " + what};
  if (!again(key)) keep(key, finding_of(kind, place, what, lines));
}

void Checker::report_race(const Region& region, const void* word, const Access& earlier, const Access& now) {
  // A line may use an array several times: that is one mistake.
  const auto [same, is_new] =
      races_.try_emplace({source_line(earlier.pc), source_line(now.pc), region.name(), kernel_}, findings_.size());
  if (!is_new) {
    known_[key_of(Kind::race, earlier.pc, now.pc)] = same->second;
    ++findings_[same->second].count;
    return;
  }
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
          "thread " + thread_text(block.threads()[now.thread]) + " " + verb(now) + at_line(now.pc),
          race_hint(earlier, now, region.shared)});
}

void Checker::report_put_off() {
  for (const auto& [place, race] : put_off_) {
    if (!again(key_of(Kind::race, race.earlier.pc, race.now.pc)))
      report_race(race.region, place.first, race.earlier, race.now);
  }
  put_off_.clear();
}

void Checker::report_outside(const Region& region, const void* address, unsigned bytes, bool write, const void* pc) {
  const bool none = region.dynamic() && region.bytes == 0;
  report(Kind::out_of_bounds, pc, nullptr,
         std::string(write ? "write" : "read") + " of " + std::to_string(bytes) + " bytes " +
             (none ? "of dynamic shared memory, and the launch asked for none"
                   : distance_text(address, bytes, region.begin, region.bytes) + " of " + region.name()),
         {who(running_block()->current()) + " " + at_line(pc),
          none ? "How many bytes of it a block needs is the third argument of the launch."
               : "Is a guard missing, or <= where < was meant? The grid often has more threads than there are "
                 "elements."});
}

// What a host does to the device's memory through a pointer: on a GPU the program ends there.
void Checker::host_access(const void* address, bool write, const void* pc) {
  const Allocation* memory = find_allocation(address);
  const DeviceVariable* variable = memory == nullptr ? device_variable_at(address) : nullptr;
  if (variable != nullptr ? variable->of_both : memory == nullptr || memory->of_both) return;
  const std::string name = variable != nullptr ? "__device__ " + variable->name : buffer_text(*memory);
  report(Kind::host_access, pc, nullptr, std::string("the host ") + (write ? "writes to " : "reads ") + name,
         {at_line(pc), "On a GPU the host cannot: bring it over with cudaMemcpy" +
                           std::string(variable != nullptr ? "ToSymbol or FromSymbol" : "") +
                           ", or let a kernel do the work."});
}

void Checker::bad_index(const SourceLine& place, const std::string& index, const std::string& type, const void* pc) {
  if (running_block() == nullptr) return;
  report(Kind::bad_index, pc, nullptr, "index " + index + " is outside of an array of type " + type,
         {who(running_block()->current()) + " " + at_line(place)}, place);
  give_up(Kind::bad_index);
}

void Checker::misaligned(const SourceLine& place, const void* address, std::size_t alignment, const void* pc) {
  if (running_block() == nullptr) return;
  std::ostringstream text;
  text << address;
  report(Kind::misaligned, pc, nullptr,
         "access through an address that is no multiple of " + std::to_string(alignment) + " bytes",
         {who(running_block()->current()) + " " + at_line(place) + " (" + text.str() + ")",
          "On a GPU this is an error. A float4 needs an index that is a multiple of 4 from an aligned pointer."},
         place);
  give_up(Kind::misaligned);
}

}  // namespace seven::simt
