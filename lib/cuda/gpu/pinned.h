// Host memory that stays where it is, so that the GPU copies it by itself while the host does something else.
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <utility>

#include "cuda/gpu/error.h"

namespace seven {
inline namespace gpu {

// `count` elements, not initialised. Owns them. Pages that cannot move are lost to everybody else on the machine: for
// the buffers between loader and GPU, not for a data set.
template <class T>
class PinnedBuffer {
 public:
  // Throws Error.
  explicit PinnedBuffer(std::size_t count) : count_(count) {
    void* data = nullptr;
    cuda::check(cudaMallocHost(&data, count * sizeof(T)), "pinned memory could not be had",
                std::to_string(count * sizeof(T)) + " bytes");
    data_ = static_cast<T*>(data);
  }
  ~PinnedBuffer() {
    if (data_ != nullptr) (void)cudaFreeHost(data_);
  }
  PinnedBuffer(PinnedBuffer&& other) noexcept
      : count_(std::exchange(other.count_, 0)), data_(std::exchange(other.data_, nullptr)) {}
  PinnedBuffer& operator=(PinnedBuffer&& other) noexcept {
    std::swap(count_, other.count_);
    std::swap(data_, other.data_);
    return *this;
  }
  PinnedBuffer(const PinnedBuffer&) = delete;
  PinnedBuffer& operator=(const PinnedBuffer&) = delete;

  [[nodiscard]] T* data() { return data_; }
  [[nodiscard]] const T* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return count_; }

  // Begins to copy all of it to the GPU, in the stream, and returns. The buffer must live, and keep its elements, until
  // the stream has come so far.
  void copy_in(T* device, cudaStream_t stream) const {
    cuda::check(cudaMemcpyAsync(device, data_, count_ * sizeof(T), cudaMemcpyHostToDevice, stream),
                "a copy to the GPU could not begin", std::to_string(count_ * sizeof(T)) + " bytes");
  }
  // The same from the GPU.
  void copy_out(const T* device, cudaStream_t stream) {
    cuda::check(cudaMemcpyAsync(data_, device, count_ * sizeof(T), cudaMemcpyDeviceToHost, stream),
                "a copy from the GPU could not begin", std::to_string(count_ * sizeof(T)) + " bytes");
  }

 private:
  std::size_t count_;
  T* data_ = nullptr;
};

}  // namespace gpu
}  // namespace seven
