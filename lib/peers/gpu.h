// What the peers on a GPU have in common: memory there, and errors of any of NVIDIA's libraries.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace gpu {

// A code of the CUDA runtime, of cuBLAS or of cuDNN: 0 is success in all of them.
template <class Code>
void check(Code code, const char* what) {
  if (static_cast<int>(code) != 0) throw std::runtime_error(std::string(what) + ": " + std::to_string(code));
}

// Floats (or bytes) on the GPU: not initialised, zeros, or a copy of what lies on the CPU.
template <class T>
class Memory {
 public:
  Memory() = default;
  explicit Memory(long long size) : size_(static_cast<std::size_t>(size)) {
    if (size > 0) check(cudaMalloc(reinterpret_cast<void**>(&data_), bytes()), "cudaMalloc");
  }
  Memory(const T* from, long long size) : Memory(size) {
    check(cudaMemcpy(data_, from, bytes(), cudaMemcpyHostToDevice), "cudaMemcpy");
  }
  Memory(Memory&& other) noexcept : data_(other.data_), size_(other.size_) { other.data_ = nullptr; }
  Memory& operator=(Memory&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Memory() { cudaFree(data_); }

  [[nodiscard]] T* data() const { return data_; }
  [[nodiscard]] std::size_t bytes() const { return size_ * sizeof(T); }
  void copy_out(T* to) const { check(cudaMemcpy(to, data_, bytes(), cudaMemcpyDeviceToHost), "cudaMemcpy"); }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

inline void finish() { check(cudaDeviceSynchronize(), "cudaDeviceSynchronize"); }

}  // namespace gpu
