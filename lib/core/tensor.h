// Tensor: a shape and the memory behind it, on one device. It owns its memory; copies are deep and written out.
// Chapter 01: chapters/01_seven_loops/README.md.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "core/device_memory.h"
#include "core/error.h"
#include "core/shape.h"
#include "core/types.h"

namespace seven {

// For a tensor that is overwritten as a whole before anybody reads it.
struct Uninitialised {};
inline constexpr Uninitialised kUninitialised;

// Row-major elements of type T (float, double, Index or a byte), aligned to 64 bytes: a cache line, a vector register.
// The allocation is of exactly the size asked for, so that a sanitizer sees the first byte read past the end.
//
// On a device of its own memory (`cuda`) data() is a pointer for kernels only: elements are read and written through
// to() and copy_from(). What `simt` holds, the CPU can read too.
template <class T>
class Tensor {
 public:
  Tensor() : Tensor(Shape{0}) {}

  // All elements zero. Throws Error for a device that is not here, and for more than its memory.
  explicit Tensor(const Shape& shape, Device device = Device::cpu) : Tensor(shape, kUninitialised, device) { zero(); }
  Tensor(const Shape& shape, Uninitialised, Device device = Device::cpu)
      : shape_(shape), device_(device), data_(allocate(shape.size(), device)) {}

  Tensor(const Tensor& other) : Tensor(other.shape_, kUninitialised, other.device_) {
    memory_of(device_).copy(data(), other.data(), bytes());
  }
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

  // A copy on that device. One of the two has to be the CPU, unless they are the same.
  [[nodiscard]] Tensor to(Device device) const {
    Tensor copy(shape_, kUninitialised, device);
    copy.copy_from(*this);
    return copy;
  }
  // Overwrites the elements; pointers to them stay good. Throws Error if the shapes differ.
  void copy_from(const Tensor& other) {
    if (other.shape_ != shape_) {
      throw Error("a tensor cannot be copied into one of another shape").expected(shape_.str()).got(other.shape_.str());
    }
    if (other.device_ == device_) {
      memory_of(device_).copy(data(), other.data(), bytes());
    } else if (other.device_ == Device::cpu) {
      memory_of(device_).copy_in(data(), other.data(), bytes());
    } else if (device_ == Device::cpu) {
      memory_of(other.device_).copy_out(data(), other.data(), bytes());
    } else {
      throw Error("tensors pass between two devices by way of the CPU only")
          .got(std::string(name(other.device_)) + " to " + std::string(name(device_)));
    }
  }

  [[nodiscard]] const Shape& shape() const { return shape_; }
  [[nodiscard]] Index size() const { return shape_.size(); }
  [[nodiscard]] Device device() const { return device_; }
  [[nodiscard]] T* data() { return data_.get(); }
  [[nodiscard]] const T* data() const { return data_.get(); }
  [[nodiscard]] std::span<T> span() { return {data(), static_cast<std::size_t>(size())}; }
  [[nodiscard]] std::span<const T> span() const { return {data(), static_cast<std::size_t>(size())}; }
  [[nodiscard]] T& operator[](Index i) { return data_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const T& operator[](Index i) const { return data_[static_cast<std::size_t>(i)]; }

  void fill(T value) {
    if (device_ == Device::cpu) {
      std::fill_n(data(), size(), value);
    } else {
      Tensor filled(shape_, kUninitialised);
      filled.fill(value);
      copy_from(filled);
    }
  }
  void zero() { memory_of(device_).zero(data(), bytes()); }

  // Another shape over the same elements. Throws Error if the number of elements differs.
  void reshape(const Shape& shape) {
    if (shape.size() != size()) {
      throw Error("a tensor cannot be reshaped to another number of elements").expected(shape_.str()).got(shape.str());
    }
    shape_ = shape;
  }

 private:
  struct Free {
    void (*release)(void* data) = nullptr;
    void operator()(T* data) const { release(data); }
  };
  using Memory = std::unique_ptr<T[], Free>;

  static Memory allocate(Index size, Device device) {
    const DeviceMemory& memory = memory_of(device);
    return Memory(static_cast<T*>(memory.allocate(size, sizeof(T))), Free{memory.release});
  }
  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(size()) * sizeof(T); }

  Shape shape_;
  Device device_ = Device::cpu;
  Memory data_;
};

}  // namespace seven
