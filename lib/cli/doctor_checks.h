// What `seven doctor` looks at: from what is known of a machine to a list of findings. Nothing here touches the
// machine; it is asked through `World`, so that a test can make up one without CUDA, without MPI, with a full disk.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace seven::cli {

// The machine, as far as the doctor asks about it.
struct World {
  std::function<std::string(const std::string& program)> find_program;  // its full path, "" if it is not on PATH
  std::function<std::string(const std::string& command)> output_of;     // what it prints; "" if it fails
  std::function<std::string(const std::string& name)> environment;      // "" if unset
  std::function<bool(const std::string& path)> exists;
  std::function<bool()> can_write_here;
  std::optional<std::uint64_t> disk_free;  // bytes in the working directory; none if it cannot be told

  // How the program itself was built.
  std::string compiler;       // "g++ 12.2.0"
  std::string compiler_path;  // "/usr/bin/c++"
  bool can_confine = false;   // whether the kernel keeps students' programs from files, processes and the network
  std::string build_type;     // "Release"
  std::string arch;           // of -march
  std::string sanitizers;     // of -fsanitize
  std::string vectors;        // "AVX2"; "" if none
  std::string source_dir;     // of the project
  std::string cuda;           // the architectures that kernels were compiled for, "75 90"; "" if for none
  std::string why_no_cuda;    // why they cannot run here; "" if they can
  std::string backend;        // of the parallel loops
  int threads = 1;
};

enum class State { ok, absent, problem };  // absent: optional and not there, which is no fault

struct Finding {
  std::string item;
  State state = State::ok;
  std::string found;      // what is there, in a few words
  std::string purpose;    // what it is for
  std::string fix;        // one line to run or do; "" where nothing need be done
  bool required = false;  // a problem with it makes `seven doctor` exit with 1
};

// One finding for each item, in the order to print.
std::vector<Finding> examine(const World& world);

// 1 if something required is a problem, else 0.
int exit_code(const std::vector<Finding>& findings);

}  // namespace seven::cli
