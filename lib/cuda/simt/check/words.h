// The words of the reports.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cuda/simt/block.h"
#include "cuda/simt/check/finding.h"
#include "cuda/simt/check/shadow.h"
#include "cuda/simt/memory.h"
#include "cuda/simt/names.h"

namespace seven::simt {

std::string thread_text(const Thread& thread);      // "(1, 0, 0)"
std::string who(const Thread& thread);              // "thread (33, 0, 0), lane 1 of warp 1,"
std::string at_line(const void* pc);                // "at tile.cu:41: As[ty][k] * Bs[k][tx];"
std::string at_line(const SourceLine& line);        // the same
std::string buffer_text(const Allocation& memory);  // "device memory x of 4096 bytes"
// "element 17 of 256 (4 bytes each) of __shared__ As"
std::string element_text(const std::string& name, std::size_t offset, std::size_t bytes, std::size_t item);
// "0 bytes past the end", "4 bytes before the beginning"
std::string distance_text(const void* address, unsigned bytes, const std::byte* begin, std::size_t size);
Finding finding_of(Kind kind, const SourceLine& place, const std::string& what, const std::vector<std::string>& lines);
std::string race_hint(const Access& earlier, const Access& now, bool shared);

}  // namespace seven::simt
