// Variables of the program that kernels use, by names and sizes that its own symbol table knows: thread-local ones,
// which on this target are the kernels' __shared__ arrays, and those of the sections seven_device and seven_managed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace seven::simt {

struct SharedArray {
  std::size_t offset = 0;  // from the beginning of the thread's variables
  std::size_t bytes = 0;
  std::string name;  // "As"
};

struct DeviceVariable {
  const std::byte* begin = nullptr;
  std::size_t bytes = 0;
  std::string name;
  bool of_both = false;  // __managed__: the host may use it too
};

// All of them, by offset. The runtime's own variables (namespace seven::simt) are not among them.
const std::vector<SharedArray>& shared_arrays();

// Where the calling thread's variables begin, and how many bytes they take.
const std::byte* thread_variables();
std::size_t thread_variables_size();

// The array that this address is in, or null. `offset`: from the beginning of the thread's variables.
const SharedArray* shared_array_at(std::size_t offset);
// The array that lies last before there, or else first behind it; null if there is none, or another variable there.
const SharedArray* shared_array_beside(std::size_t offset);

// The __device__ variable that this address is in, or null.
const DeviceVariable* device_variable_at(const void* address);

}  // namespace seven::simt
