// Streams, events and pinned memory on the CPU, by the names of cuda/gpu/. A launch returns when it is done, so all of
// it is in order already: a stream is nothing, and an event is a look at the clock.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "cuda/simt/memory.h"

namespace seven {

class Stream {
 public:
  Stream() = default;
  Stream(Stream&&) = default;
  Stream& operator=(Stream&&) = default;
  operator std::nullptr_t() const { return nullptr; }  // NOLINT: the only stream there is
  void finish() const {}
};

class Event {
 public:
  void record(std::nullptr_t = nullptr) { at_ = std::chrono::steady_clock::now(); }
  void hold_back(std::nullptr_t) const {}
  void finish() const {}
  [[nodiscard]] double ms_since(const Event& begin) const {
    return std::chrono::duration<double, std::milli>(at_ - begin.at_).count();
  }

 private:
  std::chrono::steady_clock::time_point at_;
};

template <class T>
class PinnedBuffer {
 public:
  explicit PinnedBuffer(std::size_t count) : data_(count) {}
  [[nodiscard]] T* data() { return data_.data(); }
  [[nodiscard]] const T* data() const { return data_.data(); }
  [[nodiscard]] std::size_t size() const { return data_.size(); }
  void copy_in(T* device, std::nullptr_t) const { simt::copy_to_device(device, data(), size() * sizeof(T)); }
  void copy_out(const T* device, std::nullptr_t) { simt::copy_to_host(data(), device, size() * sizeof(T)); }

 private:
  std::vector<T> data_;
};

}  // namespace seven
