#include "learn/checks.h"

#include <array>

namespace seven::learn {

const CheckEntry* find_check(const std::string& name) {
  for (const auto& chapter : {kChapter01Checks, kChapter02Checks, kChapter03Checks, kChapter04Checks}) {
    for (const CheckEntry& entry : chapter) {
      if (name == entry.name) return &entry;
    }
  }
  return nullptr;
}

}  // namespace seven::learn
