#include "cuda/simt/check/region.h"

#include <link.h>

#include "cuda/simt/check/words.h"
#include "cuda/simt/names.h"

namespace seven::simt {

namespace {

bool within(const void* address, const void* begin, std::size_t bytes) {
  const auto* at = static_cast<const std::byte*>(address);
  const auto* first = static_cast<const std::byte*>(begin);
  return at >= first && at < first + bytes;
}

std::size_t words(std::size_t bytes) { return (bytes + 3) / 4; }

}  // namespace

std::string Region::name() const {
  if (array != nullptr) return "__shared__ " + array->name;
  if (variable != nullptr) return "__device__ " + variable->name;
  return memory != nullptr ? buffer_text(*memory) : "dynamic shared memory";
}

std::string Region::short_name() const {
  if (array != nullptr) return array->name;
  if (variable != nullptr) return variable->name;
  if (memory == nullptr) return "dynamic shared";
  if (!memory->name.empty()) return memory->name;
  return "of " + file_name(memory->where.file) + ":" + std::to_string(memory->where.line);
}

const Region* Regions::find(const Block& block, const void* address) {
  if (within(address, &builtins, sizeof builtins)) return nullptr;
  if (const Region* region = recent(address, 1)) return region;
  Region found;
  if (!search(block, address, found)) return nullptr;
  newest_ = (newest_ + 1) % recent_.size();
  return &(recent_[newest_] = found);
}

Cells* Regions::shared_cells(const std::byte* begin, std::size_t bytes) {
  Shared& shared = shared_.try_emplace(begin, Shared{Cells(words(bytes)), block_}).first->second;
  if (shared.block != block_) shared.cells.forget();
  shared.block = block_;
  return &shared.cells;
}

bool Regions::search(const Block& block, const void* address, Region& region) {
  // The whole of what there can be: beyond what the launch asked for, an access is one past the end.
  if (within(address, builtins.dynamic_shared, kDynamicSharedBytes)) {
    region.begin = builtins.dynamic_shared;
    region.bytes = block.launch().shared_bytes;
    region.shared = true;
    region.cells = shared_cells(region.begin, kDynamicSharedBytes);
    return true;
  }
  const std::byte* variables = thread_variables();
  if (within(address, variables, thread_variables_size())) {
    const auto offset = static_cast<std::size_t>(static_cast<const std::byte*>(address) - variables);
    region.array = shared_array_at(offset);
    // What lies between or behind them is the runtime's own: an index went astray.
    if (region.array == nullptr) region.array = shared_array_beside(offset);
    if (region.array == nullptr) return false;
    region.begin = variables + region.array->offset;
    region.bytes = region.array->bytes;
    region.shared = true;
    region.cells = shared_cells(region.begin, region.bytes);
    return true;
  }
  if (Allocation* memory = find_allocation(address)) {
    region.begin = memory->begin;
    region.bytes = memory->bytes;
    region.memory = memory;
    region.cells = &cells_of(*memory, true);
    return true;
  }
  region.variable = device_variable_at(address);
  if (region.variable == nullptr) return false;
  region.begin = region.variable->begin;
  region.bytes = region.variable->bytes;
  region.cells = &variables_.try_emplace(region.begin, words(region.bytes), true).first->second;
  return true;
}

bool Regions::is_private(const Block& block, const void* address) {
  return within(address, block.launch().arguments, block.launch().argument_bytes) ||
         within(address, thread_variables(), thread_variables_size());
}

bool Regions::in_program(const void* address) {
  struct Search {
    const void* address;
    bool found;
  } search{address, false};
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        auto* to = static_cast<Search*>(data);
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& header = info->dlpi_phdr[i];
          if (header.p_type != PT_LOAD) continue;
          to->found |=
              within(to->address, reinterpret_cast<const void*>(info->dlpi_addr + header.p_vaddr), header.p_memsz);
        }
        return 1;
      },
      &search);
  return search.found;
}

Cells& Regions::cells_of(Allocation& block, bool initialised) {
  if (block.shadow == nullptr) block.shadow = &shadows_.emplace_back(words(block.bytes), initialised);
  return *static_cast<Cells*>(block.shadow);
}

void Regions::block_begins() {
  ++block_;
  recent_ = {};
}

}  // namespace seven::simt
