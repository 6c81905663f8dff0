// From addresses in the program back to the student's words: which kernel, which line.
#pragma once

#include <cstdint>
#include <string>

#include "cuda/simt/builtins.h"

namespace seven::simt {

struct SourceLine {
  std::string file;  // as the compiler was given it; "" if the program has no debug information
  int line = 0;
};

// Where the call that returns to `pc` stands in the source.
const SourceLine& line_of(const void* pc);

// Where the program lies: what its addresses have more than those in its file.
std::uintptr_t load_address();

// "tile.cu:41", or "address 0x..." without debug information.
std::string source_line(const void* pc);

// The text of that line without the blanks around it; "" if the file is not there.
std::string source_text(const void* pc);
std::string source_text(const std::string& file, int line);

// From now on source_text returns "": for programs that may not open files.
void leave_sources_alone();

// "sgemm<16>" for the address of a kernel: without namespaces and arguments.
std::string kernel_name(const void* kernel);

// A mangled name in C++, or the name itself.
std::string demangled(const char* name);

// The last part of a path.
std::string file_name(const std::string& path);

// "(1, 0, 0)"
std::string index_text(const uint3& index);

}  // namespace seven::simt
