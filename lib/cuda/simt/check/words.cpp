#include "cuda/simt/check/words.h"

#include "cuda/simt/names.h"

namespace seven::simt {

std::string thread_text(const Thread& thread) { return index_text(thread.index); }

std::string who(const Thread& thread) {
  return "thread " + thread_text(thread) + ", lane " + std::to_string(thread.lane()) + " of warp " +
         std::to_string(thread.warp()) + ",";
}

std::string at_line(const void* pc) {
  const std::string text = source_text(pc);
  return "at " + source_line(pc) + (text.empty() ? "" : ":  " + text);
}

std::string at_line(const SourceLine& line) {
  const std::string text = source_text(line.file, line.line);
  return "at " + file_name(line.file) + ":" + std::to_string(line.line) + (text.empty() ? "" : ":  " + text);
}

std::string buffer_text(const Allocation& memory) {
  const std::string size = std::to_string(memory.bytes) + " bytes";
  if (!memory.name.empty()) return "device memory " + memory.name + " of " + size;
  return "device memory of " + size + ", allocated at " + file_name(memory.where.file) + ":" +
         std::to_string(memory.where.line);
}

std::string element_text(const std::string& name, std::size_t offset, std::size_t bytes, std::size_t item) {
  return "element " + std::to_string(offset / item) + " of " + std::to_string(bytes / item) + " (" +
         std::to_string(item) + " bytes each) of " + name;
}

std::string distance_text(const void* address, unsigned bytes, const std::byte* begin, std::size_t size) {
  const auto* at = static_cast<const std::byte*>(address);
  if (at < begin) return std::to_string(begin - at) + " bytes before the beginning";
  const auto* end = begin + size;
  if (at >= end) return std::to_string(at - end) + " bytes past the end";
  return "across the end, " + std::to_string(at + bytes - end) + " bytes too far,";
}

Finding finding_of(Kind kind, const SourceLine& place, const std::string& what, const std::vector<std::string>& lines) {
  Finding finding{kind, "", what, std::string(name(kind)) + ": " + what + "\n", file_name(place.file), place.line, 1};
  for (const std::string& line : lines) finding.text += "  " + line + "\n";
  return finding;
}

std::string race_hint(const Access& earlier, const Access& now, bool shared) {
  if (earlier.block != now.block) {
    return "No barrier orders two blocks. Give each block its own elements, or use atomicAdd where a sum is meant.";
  }
  const char* barrier = earlier.thread / 32 == now.thread / 32 ? "__syncwarp() or __syncthreads()" : "__syncthreads()";
  if (!shared) return std::string("Let one thread own each element, or put ") + barrier + " between the two.";
  if (earlier.write && now.write)
    return "Two threads fill the same element: is an index lacking threadIdx.y, or wrong?";
  if (earlier.write) {
    return std::string("Put ") + barrier +
           " between the line that fills the array and this one; in a loop also after " +
           "the last line that reads it.";
  }
  return std::string("Put ") + barrier + " after the last line that reads the array, before it is filled again.";
}

}  // namespace seven::simt
