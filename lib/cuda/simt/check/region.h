// The memory that an address lies in, and what is remembered of its words.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
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
  [[nodiscard]] bool holds(const void* address, std::size_t count) const;
  [[nodiscard]] std::string name() const;        // in reports: "__shared__ As", "device memory x of 4096 bytes"
  [[nodiscard]] std::string short_name() const;  // in tables: "As", "x"
};

class Regions {
 public:
  // The region that this address is in, or right beside; none if it is no memory of the device's.
  std::optional<Region> find(const Block& block, const void* address);
  // A thread's own: its stack and the kernel's arguments.
  [[nodiscard]] static bool is_private(const Block& block, const void* address);
  // Of the core that it runs on: what it knows of itself, and variables of the program's libraries.
  [[nodiscard]] static bool is_of_thread(const void* address);
  // What a kernel may read but not write: the program's constants.
  [[nodiscard]] static bool in_program(const void* address);

  Cells& cells_of(Allocation& block, bool initialised);
  // What an earlier block left in shared memory is not there for the next one.
  void forget_shared();

 private:
  std::deque<Cells> shadows_;                    // of device memory
  std::map<const std::byte*, Cells> shared_;     // of each __shared__ array, and of dynamic shared memory
  std::map<const std::byte*, Cells> variables_;  // of each __device__ variable
};

}  // namespace seven::simt
