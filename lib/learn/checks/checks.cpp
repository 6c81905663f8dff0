#include "learn/checks.h"

#include <fmt/format.h>

#include <array>

namespace seven::learn {

const CheckEntry* find_check(const std::string& name) {
  for (const auto& chapter :
       {kChapter01Checks, kChapter02Checks, kChapter03Checks, kChapter04Checks, kChapter05Checks, kChapter06Checks,
        kChapter07Checks, kChapter08Checks, kChapter09Checks, kChapter10Checks}) {
    for (const CheckEntry& entry : chapter) {
      if (name == entry.name) return &entry;
    }
  }
  return nullptr;
}

std::string score_text(const Score& score) {
  if (!score.counted.empty()) return fmt::format("{}, counted: {}", score.counted, score.size);
  if (score.seconds <= 0.0) return "";
  std::string text;
  if (score.flops > 0.0) text = fmt::format("{:.2f} GFLOP/s, ", score.flops / score.seconds / 1e9);
  if (score.bytes > 0.0) text += fmt::format("{:.2f} GB/s, ", score.bytes / score.seconds / 1e9);
  return text + fmt::format("{:.3g} ms: {}", score.seconds * 1e3, score.size);
}

bool is_counted(const std::string& score) { return score.find(", counted:") != std::string::npos; }

bool better_score(const std::string& score, const std::string& than) {
  return is_counted(score) ? std::stod(score) < std::stod(than) : std::stod(score) > std::stod(than);
}

}  // namespace seven::learn
