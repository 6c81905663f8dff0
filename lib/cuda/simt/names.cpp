#include "cuda/simt/names.h"

#include <cxxabi.h>
#include <unistd.h>
#if defined(__linux__)
#include <link.h>
#endif

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <vector>

// libbacktrace, which comes with g++; its header lies where only g++ looks.
extern "C" {
struct backtrace_state;
using backtrace_error = void (*)(void* data, const char* message, int number);
using backtrace_line = int (*)(void* data, std::uintptr_t pc, const char* file, int line, const char* function);
using backtrace_symbol = void (*)(void* data, std::uintptr_t pc, const char* name, std::uintptr_t value,
                                  std::uintptr_t size);
backtrace_state* backtrace_create_state(const char* program, int threaded, backtrace_error error, void* data);
int backtrace_pcinfo(backtrace_state* state, std::uintptr_t pc, backtrace_line line, backtrace_error error, void* data);
int backtrace_syminfo(backtrace_state* state, std::uintptr_t pc, backtrace_symbol symbol, backtrace_error error,
                      void* data);
}

#if !defined(SEVEN_BACKTRACE)
backtrace_state* backtrace_create_state(const char*, int, backtrace_error, void*) { return nullptr; }
int backtrace_pcinfo(backtrace_state*, std::uintptr_t, backtrace_line, backtrace_error, void*) { return 0; }
int backtrace_syminfo(backtrace_state*, std::uintptr_t, backtrace_symbol, backtrace_error, void*) { return 0; }
#endif

namespace seven::simt {

namespace {

// Over the two caches; checked launches have one thread, but a plain one may fail on several. The caches are never
// destroyed: a program's last report may be written while its other static objects are.
std::mutex mutex;

bool sources_wanted = true;

backtrace_state* state() {
  static backtrace_state* one = backtrace_create_state(
      nullptr, 1, [](void*, const char*, int) {}, nullptr);
  return one;
}

// "seven::lrn::simt::forward(float*, ...)" to "forward".
std::string short_name(std::string name) {
  int depth = 0;
  std::size_t begin = 0;
  std::size_t end = name.size();
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '(' && depth == 0 && name.compare(i, 21, "(anonymous namespace)") != 0) {
      end = i;
      break;
    }
    if (name[i] == '<') ++depth;
    if (name[i] == '>') --depth;
    if (depth == 0 && (name[i] == ':' || name[i] == ' ')) begin = i + 1;
  }
  return name.substr(begin, end - begin);
}

// A relative path is one from where the compiler stood: a build folder, in which this program lies, perhaps deeper.
std::filesystem::path existing(const std::string& file) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) return file;
  std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (; folder.has_relative_path(); folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / file, error)) return folder / file;
  }
  return file;
}

const std::vector<std::string>& lines_of(const std::string& file) {
  static auto& files = *new std::map<std::string, std::vector<std::string>>;
  const auto found = files.find(file);
  if (found != files.end()) return found->second;
  std::vector<std::string>& lines = files[file];
  std::ifstream in(existing(file));
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Of a line within inlined functions, the innermost comes first; the caller of the runtime's own inline functions is
// what the reader knows, so those are passed over.
void follow(SourceLine& line, const std::string& file, int number) {
  if (line.line == 0 || line.file.find("cuda/simt/") != std::string::npos) line = {file, number};
}

// What libbacktrace does not know: up to GCC 12 it loses functions of which two object files brought a copy. The
// linker's own tool does know them, but takes a second.
void ask_addr2line([[maybe_unused]] const void* pc, [[maybe_unused]] SourceLine& line) {
#if defined(__linux__) && defined(SEVEN_BACKTRACE)
  if (!sources_wanted) return;
  std::ostringstream command;
  command << "addr2line -ie /proc/" << ::getpid() << "/exe 0x" << std::hex
          << reinterpret_cast<std::uintptr_t>(pc) - 1 - load_address() << " 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> answer(::popen(command.str().c_str(), "r"), ::pclose);
  char text[4096];
  while (answer != nullptr && std::fgets(text, sizeof text, answer.get()) != nullptr) {
    const std::string one = text;  // "lib/ops/gemm/cuda_tile.h:60 (discriminator 2)", or "??:0"
    const std::size_t colon = one.find_last_of(':');
    const int number = colon == std::string::npos ? 0 : std::atoi(one.c_str() + colon + 1);
    if (number > 0) follow(line, one.substr(0, colon), number);
  }
#endif
}

}  // namespace

std::uintptr_t load_address() {
  std::uintptr_t address = 0;
#if defined(__linux__)
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        *static_cast<std::uintptr_t*>(data) = info->dlpi_addr;
        return 1;  // the first module is the program itself
      },
      &address);
#endif
  return address;
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::string index_text(const uint3& index) {
  return "(" + std::to_string(index.x) + ", " + std::to_string(index.y) + ", " + std::to_string(index.z) + ")";
}

std::string demangled(const char* name) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
  return status == 0 && text != nullptr ? text.get() : name;
}

const SourceLine& line_of(const void* pc) {
  static auto& known = *new std::map<const void*, SourceLine>;
  const std::scoped_lock lock(mutex);
  const auto found = known.find(pc);
  if (found != known.end()) return found->second;
  SourceLine& line = known[pc];
  // The address is that of the instruction after the call.
  backtrace_pcinfo(
      state(), reinterpret_cast<std::uintptr_t>(pc) - 1,
      [](void* data, std::uintptr_t, const char* file, int number, const char*) {
        if (file != nullptr) follow(*static_cast<SourceLine*>(data), file, number);
        return 0;
      },
      [](void*, const char*, int) {}, &line);
  if (line.line == 0) ask_addr2line(pc, line);
  return line;
}

std::string source_line(const void* pc) {
  const SourceLine& line = line_of(pc);
  if (line.line == 0) {
    std::ostringstream text;
    text << "address " << pc;
    return text.str();
  }
  return file_name(line.file) + ":" + std::to_string(line.line);
}

std::string source_text(const void* pc) {
  const SourceLine& line = line_of(pc);
  return source_text(line.file, line.line);
}

void leave_sources_alone() { sources_wanted = false; }

std::string source_text(const std::string& file, int line) {
  if (!sources_wanted) return "";
  const std::scoped_lock lock(mutex);
  const std::vector<std::string>& lines = lines_of(file);
  if (line < 1 || static_cast<std::size_t>(line) > lines.size()) return "";
  const std::string& text = lines[static_cast<std::size_t>(line) - 1];
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string kernel_name(const void* kernel) {
  std::string name;
  backtrace_syminfo(
      state(), reinterpret_cast<std::uintptr_t>(kernel),
      [](void* data, std::uintptr_t, const char* symbol, std::uintptr_t, std::uintptr_t) {
        if (symbol != nullptr) *static_cast<std::string*>(data) = short_name(demangled(symbol));
      },
      [](void*, const char*, int) {}, &name);
  return name.empty() ? "a kernel" : name;
}

}  // namespace seven::simt
