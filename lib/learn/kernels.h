// Exercises whose functions launch kernels: .cu files, compiled as the library's own kernels are for their checks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace seven::learn {

// Whether this build can run and check kernels on the CPU.
bool kernels_here();

// The text of a .cu file as C++ with CUDA's syntax rewritten; messages name `file` and its lines. Throws Error where
// there are no kernels.
std::string kernel_source(const std::string& text, const std::filesystem::path& file);

// The compiler's options for it. `library`: the folder lib/; `flags`: Toolchain::kernel_flags.
std::vector<std::string> kernel_options(const std::filesystem::path& library, const std::string& flags);

}  // namespace seven::learn
