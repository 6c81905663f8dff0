#include "cuda/simt/check/touched.h"

#include <algorithm>

namespace seven::simt {

TouchedMemory* Touched::find(const std::byte* begin) {
  const auto found = places_.find(begin);
  return found == places_.end() ? nullptr : &memory[found->second];
}

TouchedMemory& Touched::add(const std::byte* begin, TouchedMemory fresh) {
  fresh.words.resize(std::min(kWords, (fresh.bytes + 3) / 4));
  places_[begin] = memory.size();
  return memory.emplace_back(std::move(fresh));
}

void Touched::touch(TouchedMemory& memory, std::size_t first_byte, unsigned bytes, bool write, unsigned block,
                    const Thread& thread) {
  for (std::size_t w = first_byte / 4; w <= (first_byte + bytes - 1) / 4 && w < memory.words.size(); ++w) {
    TouchedWord& word = memory.words[w];
    if (word.count++ == 0) {
      word.block = block;
      word.thread = thread.number;
    }
    word.by_other_warps |= word.block != block || word.thread / kLanes != thread.warp();
    (write ? word.write : word.read) = true;
  }
}

}  // namespace seven::simt
