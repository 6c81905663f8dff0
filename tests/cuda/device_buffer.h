// A vector in device memory, for tests: filled from the host, read back when asked.
#pragma once

#include <vector>

#include "cuda/simt/memory.h"

namespace seven::simt_tests {

template <class T>
class Buffer {
 public:
  explicit Buffer(std::size_t count)
      : count_(count), data_(static_cast<T*>(::seven::simt::allocate(count * sizeof(T)))) {}
  explicit Buffer(const std::vector<T>& values) : Buffer(values.size()) {
    ::seven::simt::copy_to_device(data_, values.data(), count_ * sizeof(T));
  }
  ~Buffer() {
    if (!freed_) ::seven::simt::release(data_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  operator T*() { return data_; }  // NOLINT: kernels take pointers
  std::vector<T> host() const {
    std::vector<T> values(count_);
    ::seven::simt::copy_to_host(values.data(), data_, count_ * sizeof(T));
    return values;
  }
  void free() {
    ::seven::simt::release(data_);
    freed_ = true;
  }

 private:
  std::size_t count_;
  T* data_;
  bool freed_ = false;
};

// 0, 1, 2, ... scaled.
inline std::vector<float> ramp(std::size_t count, float scale = 1.0f) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = scale * static_cast<float>(i % 97);
  return values;
}

}  // namespace seven::simt_tests
