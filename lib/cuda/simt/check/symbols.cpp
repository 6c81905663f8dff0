#include "cuda/simt/check/symbols.h"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>

#include "cuda/simt/names.h"

// The linker's names for where sections begin and end; null in a program that has none.
extern "C" {
extern const std::byte __start_seven_device[] __attribute__((weak));
extern const std::byte __stop_seven_device[] __attribute__((weak));
extern const std::byte __start_seven_managed[] __attribute__((weak));
extern const std::byte __stop_seven_managed[] __attribute__((weak));
}

namespace seven::simt {

namespace {

std::vector<char> this_program() {
  std::ifstream in("/proc/self/exe", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The bytes at `offset`, as a T; they need not be aligned.
template <class T>
T read_at(const std::vector<char>& file, std::size_t offset) {
  T value{};
  if (offset + sizeof(T) <= file.size()) std::memcpy(&value, file.data() + offset, sizeof(T));
  return value;
}

// "seven::lrn::simt_check::tile<16>(float*)::As" to "As".
std::string last_part(const std::string& name) {
  const std::size_t at = name.rfind("::");
  return at == std::string::npos ? name : name.substr(at + 2);
}

struct Symbols {
  std::vector<SharedArray> shared;
  std::vector<SharedArray> others;  // thread-local variables of the program and of libraries
  std::vector<DeviceVariable> device;
};

bool in_device_section(const std::byte* address) {
  return __start_seven_device != nullptr && address >= __start_seven_device && address < __stop_seven_device;
}
bool in_managed_section(const std::byte* address) {
  return __start_seven_managed != nullptr && address >= __start_seven_managed && address < __stop_seven_managed;
}

Symbols read_symbols() {
  Symbols symbols;
  const std::vector<char> file = this_program();
  const auto header = read_at<Elf64_Ehdr>(file, 0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return symbols;
  const std::uintptr_t load = load_address();
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    const auto section = read_at<Elf64_Shdr>(file, header.e_shoff + i * sizeof(Elf64_Shdr));
    if (section.sh_type != SHT_SYMTAB) continue;
    const auto names = read_at<Elf64_Shdr>(file, header.e_shoff + section.sh_link * sizeof(Elf64_Shdr));
    for (std::size_t at = 0; at + sizeof(Elf64_Sym) <= section.sh_size; at += sizeof(Elf64_Sym)) {
      const auto symbol = read_at<Elf64_Sym>(file, section.sh_offset + at);
      const unsigned type = ELF64_ST_TYPE(symbol.st_info);
      if ((type != STT_TLS && type != STT_OBJECT) || symbol.st_size == 0) continue;
      const auto* address = reinterpret_cast<const std::byte*>(load + symbol.st_value);
      if (type == STT_OBJECT && !in_device_section(address) && !in_managed_section(address)) continue;
      const std::string name = demangled(file.data() + names.sh_offset + symbol.st_name);
      if (type == STT_OBJECT) {
        symbols.device.push_back({address, symbol.st_size, last_part(name), in_managed_section(address)});
        continue;
      }
      if (name.rfind("seven::simt::", 0) == 0) continue;
      // __shared__ is what lies within a function, or outside of this library.
      const bool is_shared = name.find(")::") != std::string::npos || name.rfind("seven::", 0) != 0;
      (is_shared ? symbols.shared : symbols.others).push_back({symbol.st_value, symbol.st_size, last_part(name)});
    }
  }
  std::sort(symbols.shared.begin(), symbols.shared.end(),
            [](const SharedArray& a, const SharedArray& b) { return a.offset < b.offset; });
  return symbols;
}

const Symbols& symbols() {
  static const Symbols& all = *new Symbols(read_symbols());  // never destroyed: see names.cpp
  return all;
}

// The program's segment of thread-local variables: it lies just below the thread pointer, rounded up to its alignment.
struct Segment {
  std::size_t size = 0;
  std::size_t align = 1;
};

Segment find_segment() {
  Segment segment;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& header = info->dlpi_phdr[i];
          if (header.p_type == PT_TLS) *static_cast<Segment*>(data) = {header.p_memsz, header.p_align};
        }
        return 1;  // the first module is the program itself
      },
      &segment);
  return segment;
}

const Segment& segment() {
  static const Segment one = find_segment();
  return one;
}

}  // namespace

const std::vector<SharedArray>& shared_arrays() { return symbols().shared; }

std::size_t thread_variables_size() { return segment().size; }

const std::byte* thread_variables() {
#if defined(__x86_64__)
  const auto* pointer = static_cast<const std::byte*>(__builtin_thread_pointer());
  const std::size_t align = std::max<std::size_t>(1, segment().align);
  return pointer - (segment().size + align - 1) / align * align;
#else
  return nullptr;  // elsewhere the layout differs: kernels are run, but not checked
#endif
}

const SharedArray* shared_array_at(std::size_t offset) {
  const auto& arrays = shared_arrays();
  auto next = std::upper_bound(arrays.begin(), arrays.end(), offset,
                               [](std::size_t at, const SharedArray& array) { return at < array.offset; });
  if (next == arrays.begin()) return nullptr;
  const SharedArray& array = *std::prev(next);
  return offset < array.offset + array.bytes ? &array : nullptr;
}

const SharedArray* shared_array_beside(std::size_t offset) {
  for (const SharedArray& other : symbols().others) {
    if (offset >= other.offset && offset < other.offset + other.bytes) return nullptr;
  }
  const SharedArray* nearest = nullptr;
  for (const SharedArray& array : shared_arrays()) {
    if (nearest == nullptr || array.offset <= offset) nearest = &array;
  }
  return nearest;
}

const DeviceVariable* device_variable_at(const void* address) {
  const auto* at = static_cast<const std::byte*>(address);
  if (!in_device_section(at) && !in_managed_section(at)) return nullptr;
  for (const DeviceVariable& variable : symbols().device) {
    if (at >= variable.begin && at < variable.begin + variable.bytes) return &variable;
  }
  return nullptr;
}

}  // namespace seven::simt
