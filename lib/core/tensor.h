// Tensor: a shape and the memory behind it, on one device. It owns its memory; copies are deep and written out.
// Chapter 01: chapters/01_seven_loops/README.md.
#pragma once

#include <algorithm>
#include <memory>
#include <new>
#include <span>
#include <utility>

#include "core/device.h"
#include "core/error.h"
#include "core/memory.h"
#include "core/shape.h"
#include "core/types.h"

namespace seven {

// Row-major elements of type T (float, double, Index or a byte), aligned to 64 bytes: a cache line, a vector register.
// The allocation is of exactly the size asked for, so that a sanitizer sees the first byte read past the end.
template <class T>
class Tensor {
 public:
  Tensor() : Tensor(Shape{0}) {}

  // All elements zero. Throws Error for a device without memory of its own here (only the CPU has, for now), and for
  // more than the machine has.
  explicit Tensor(const Shape& shape, Device device = Device::cpu)
      : shape_(shape), device_(device), data_(allocate(shape.size(), device)) {
    std::fill_n(data_.get(), size(), T{});
  }

  Tensor(const Tensor& other) : Tensor(other.shape_, other.device_) { std::copy_n(other.data(), size(), data()); }
  // What was moved from is empty: shape (0).
  Tensor(Tensor&& other) noexcept : shape_(other.shape_), device_(other.device_), data_(std::move(other.data_)) {
    other.shape_ = Shape{0};
  }
  Tensor& operator=(const Tensor& other) {
    if (this != &other) *this = Tensor(other);
    return *this;
  }
  Tensor& operator=(Tensor&& other) noexcept {
    if (this != &other) {
      data_ = std::move(other.data_);
      shape_ = std::exchange(other.shape_, Shape{0});
      device_ = other.device_;
    }
    return *this;
  }
  ~Tensor() = default;

  [[nodiscard]] const Shape& shape() const { return shape_; }
  [[nodiscard]] Index size() const { return shape_.size(); }
  [[nodiscard]] Device device() const { return device_; }
  [[nodiscard]] T* data() { return data_.get(); }
  [[nodiscard]] const T* data() const { return data_.get(); }
  [[nodiscard]] std::span<T> span() { return {data(), static_cast<std::size_t>(size())}; }
  [[nodiscard]] std::span<const T> span() const { return {data(), static_cast<std::size_t>(size())}; }
  [[nodiscard]] T& operator[](Index i) { return data_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const T& operator[](Index i) const { return data_[static_cast<std::size_t>(i)]; }

  void fill(T value) { std::fill_n(data(), size(), value); }

  // Another shape over the same elements. Throws Error if the number of elements differs.
  void reshape(const Shape& shape) {
    if (shape.size() != size()) {
      throw Error("a tensor cannot be reshaped to another number of elements").expected(shape_.str()).got(shape.str());
    }
    shape_ = shape;
  }

 private:
  struct Free {
    void operator()(T* data) const { ::operator delete[](data, std::align_val_t{64}); }
  };
  using Memory = std::unique_ptr<T[], Free>;

  static Memory allocate(Index size, Device device) {
    if (device != Device::cpu) {
      throw Error("this build holds tensors on the CPU only").got(std::string(name(device)));
    }
    return Memory(static_cast<T*>(seven::allocate(size, sizeof(T))));
  }

  Shape shape_;
  Device device_ = Device::cpu;
  Memory data_;
};

}  // namespace seven
