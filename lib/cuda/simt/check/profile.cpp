#include "cuda/simt/check/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "cuda/simt/names.h"

namespace seven::simt {

namespace {

std::uintptr_t number(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

constexpr std::uintptr_t kSector = 32;
constexpr std::uintptr_t kBanks = 32;

}  // namespace

unsigned sectors_of(const std::vector<Recorded>& lanes) {
  std::set<std::uintptr_t> sectors;
  for (const Recorded& one : lanes) {
    for (std::uintptr_t s = number(one.address) / kSector; s <= (number(one.address) + one.bytes - 1) / kSector; ++s) {
      sectors.insert(s);
    }
  }
  return static_cast<unsigned>(sectors.size());
}

unsigned wavefronts_of(const std::vector<Recorded>& lanes, const std::vector<unsigned>& numbers) {
  const unsigned bytes = lanes.empty() ? 4U : lanes.front().bytes;
  const unsigned phases = bytes > 8 ? 4 : bytes > 4 ? 2 : 1;
  unsigned wavefronts = 0;
  for (unsigned phase = 0; phase < phases; ++phase) {
    std::array<std::set<std::uintptr_t>, kBanks> words;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      if (numbers[i] / (kLanes / phases) != phase) continue;
      for (std::uintptr_t w = number(lanes[i].address) / 4; w <= (number(lanes[i].address) + bytes - 1) / 4; ++w) {
        words[w % kBanks].insert(w);
      }
    }
    std::size_t most = 0;
    for (const auto& bank : words) most = std::max(most, bank.size());
    wavefronts += static_cast<unsigned>(most);
  }
  return wavefronts;
}

void Profile::record(const Thread& thread, const Recorded& access) {
  if (++recorded_ > kMost) {
    cut_ = true;
    return;
  }
  if (logs_.size() <= thread.number) logs_.resize(thread.number + 1);
  logs_[thread.number].push_back(access);
}

void Profile::merge(const Block& block, const std::function<std::string(const void* address)>& name_of) {
  recorded_ = 0;
  logs_.resize(std::max(logs_.size(), block.threads().size()));
  for (std::size_t warp = 0; warp * kLanes < block.threads().size(); ++warp) {
    // The k-th access of each instruction, by the lanes that made one.
    struct Requests {
      std::vector<std::vector<Recorded>> lanes;
      std::vector<std::vector<unsigned>> numbers;
    };
    std::map<Key, Requests> requests;
    for (unsigned lane = 0; lane < kLanes && warp * kLanes + lane < logs_.size(); ++lane) {
      std::map<Key, std::size_t> seen;
      for (const Recorded& one : logs_[warp * kLanes + lane]) {
        const Key key{one.pc, one.write, one.shared};
        Requests& to = requests[key];
        const std::size_t turn = seen[key]++;
        if (to.lanes.size() <= turn) {
          to.lanes.resize(turn + 1);
          to.numbers.resize(turn + 1);
        }
        to.lanes[turn].push_back(one);
        to.numbers[turn].push_back(lane);
      }
      logs_[warp * kLanes + lane].clear();
    }
    for (const auto& [key, all] : requests) {
      LineCounts& to = counts_[key];
      if (to.requests == 0) to.memory = name_of(all.lanes.front().front().address);
      for (std::size_t turn = 0; turn < all.lanes.size(); ++turn) {
        const std::vector<Recorded>& lanes = all.lanes[turn];
        const Recorded& one = lanes.front();
        to.write = one.write;
        to.shared = one.shared;
        to.atomic = one.atomic;
        to.bytes = one.bytes;
        to.accesses += lanes.size();
        ++to.requests;
        const auto bytes = static_cast<std::uint64_t>(lanes.size()) * one.bytes;
        if (one.shared) {
          to.wavefronts += wavefronts_of(lanes, all.numbers[turn]);
          to.ideal += std::max<std::uint64_t>(1, (bytes + 127) / 128);
        } else {
          to.sectors += sectors_of(lanes);
          to.ideal += std::max<std::uint64_t>(1, (bytes + kSector - 1) / kSector);
        }
        to.diverged |= lanes.size() != all.lanes.front().size();
      }
    }
  }
}

std::vector<LineCounts> Profile::lines() const {
  std::vector<LineCounts> all;
  for (const auto& [key, counts] : counts_) {
    LineCounts line = counts;
    line.file = line_of(key.pc).file;
    line.line = line_of(key.pc).line;
    line.text = source_text(key.pc);
    all.push_back(line);
  }
  std::stable_sort(all.begin(), all.end(), [](const LineCounts& a, const LineCounts& b) {
    return std::tie(a.file, a.line, a.shared, a.write) < std::tie(b.file, b.line, b.shared, b.write);
  });
  return all;
}

std::string profile_text(const std::vector<LineCounts>& lines, std::uint64_t barriers, bool cut) {
  std::size_t wide = 6;
  for (const LineCounts& line : lines) wide = std::max(wide, line.memory.size());
  std::string all = fmt::format("{:>24} {:>18} {:<{}} {:>9} {:>14} {:>7} {:>6}\n", "line", "", "memory", wide,
                                "requests", "each", "ideal", "used");
  for (const LineCounts& line : lines) {
    const double each =
        static_cast<double>(line.shared ? line.wavefronts : line.sectors) / static_cast<double>(line.requests);
    const double ideal = static_cast<double>(line.ideal) / static_cast<double>(line.requests);
    const std::string what = fmt::format("{} {} {} B", line.shared ? "shared" : "device",
                                         line.atomic  ? "atomic"
                                         : line.write ? "store"
                                                      : "load",
                                         line.bytes);
    all += fmt::format("{:>24} {:>18} {:<{}} {:>9} {:>6.1f} {:<7} {:>7.1f} {:>4.0f} %{}  {}\n",
                       file_name(line.file) + ":" + std::to_string(line.line), what, line.memory, wide, line.requests,
                       each, line.shared ? "waves" : "sectors", ideal, std::min(100.0, 100.0 * ideal / each),
                       line.diverged ? "~" : " ", line.text);
  }
  all += fmt::format("{} barriers of blocks\n", barriers);
  if (cut) all += "A block made so many accesses between two barriers that the last of them are not counted.\n";
  return all +
         "Counted from the source: a GPU's compiler may merge, move or drop accesses, and no cache is modelled. "
         "~ marks lines where lanes took different numbers of turns.\n";
}

}  // namespace seven::simt
