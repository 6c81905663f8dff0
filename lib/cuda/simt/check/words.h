// The words of the reports.
#pragma once

#include <cstddef>
#include <string>

#include "cuda/simt/block.h"
#include "cuda/simt/check/shadow.h"
#include "cuda/simt/memory.h"

namespace seven::simt {

std::string index_text(const uint3& index);         // "(1, 0, 0)"
std::string thread_text(const Thread& thread);      // the same for a thread
std::string who(const Thread& thread);              // "thread (33, 0, 0), lane 1 of warp 1,"
std::string at_line(const void* pc);                // "at tile.cu:41: As[ty][k] * Bs[k][tx];"
std::string buffer_text(const Allocation& memory);  // "device memory x of 4096 bytes"
// "element 17 of 256 (4 bytes each) of __shared__ As"
std::string element_text(const std::string& name, std::size_t offset, std::size_t bytes, std::size_t item);
// "0 bytes past the end", "4 bytes before the beginning"
std::string distance_text(const void* address, unsigned bytes, const std::byte* begin, std::size_t size);
std::string race_hint(const Access& earlier, const Access& now, bool shared);

}  // namespace seven::simt
