// The memory that an address lies in, and what is remembered of its words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "cuda/simt/block.h"
#include "cuda/simt/check/shadow.h"
#include "cuda/simt/check/symbols.h"
#include "cuda/simt/memory.h"

namespace seven::simt {

// A stretch of memory that a kernel may use. One of the last three says what it is; dynamic shared memory if all are
// null.
struct Region {
  const std::byte* begin = nullptr;
  std::size_t bytes = 0;
  Cells* cells = nullptr;
  bool shared = false;
  const SharedArray* array = nullptr;
  const DeviceVariable* variable = nullptr;
  const Allocation* memory = nullptr;

  [[nodiscard]] bool dynamic() const { return array == nullptr && variable == nullptr && memory == nullptr; }
  [[nodiscard]] bool holds(const void* address, std::size_t count) const {
    const auto* at = static_cast<const std::byte*>(address);
    return at >= begin && at + count <= begin + bytes;
  }
  [[nodiscard]] std::string name() const;        // in reports: "__shared__ As", "device memory x of 4096 bytes"
  [[nodiscard]] std::string short_name() const;  // in tables: "As", "x"
};

class Regions {
 public:
  // The region that holds all of the access, if others went there just before: most do, and a search takes longer than
  // all the rest.
  [[nodiscard]] const Region* recent(const void* address, std::size_t count) const {
    for (const Region& region : recent_) {
      if (region.holds(address, count) && (region.memory == nullptr || !region.memory->freed)) return &region;
    }
    return nullptr;
  }
  // The region that this address is in, or right beside; null if it is no memory of the device's. Good until the next
  // call.
  const Region* find(const Block& block, const void* address);
  // A thread's own beside its stack: the kernel's arguments, what it knows of itself, variables of the program's
  // libraries.
  [[nodiscard]] static bool is_private(const Block& block, const void* address);
  // What a kernel may read but not write: the program's constants.
  [[nodiscard]] static bool in_program(const void* address);

  Cells& cells_of(Allocation& block, bool initialised);
  // What an earlier block left in shared memory is not there for this one.
  void block_begins();

 private:
  struct Shared {
    Cells cells;
    std::uint64_t block = 0;  // the last that was here
  };

  bool search(const Block& block, const void* address, Region& region);
  Cells* shared_cells(const std::byte* begin, std::size_t bytes);

  std::deque<Cells> shadows_;                    // of device memory
  std::map<const std::byte*, Shared> shared_;    // of each __shared__ array, and of dynamic shared memory
  std::map<const std::byte*, Cells> variables_;  // of each __device__ variable
  std::array<Region, 8> recent_;                 // where accesses went lately
  std::size_t newest_ = 0;                       // of these
  std::uint64_t block_ = 0;                      // counts those that began
};

}  // namespace seven::simt
