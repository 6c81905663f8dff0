// The device simt_check keeps its word while one of these lives: each access of each thread is checked.
// Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include <memory>

#include "core/device.h"

namespace seven {

namespace simt {
class Checker;
}

// From its making on, all launches on the SIMT devices are checked: a launch with a finding ends with an Error, which
// says what `seven simt check` would. For any other device than simt_check it does nothing. One at a time; make it
// before the tensors that live on the device. Throws Error (skipped) where the build cannot check.
class CheckedDevice {
 public:
  explicit CheckedDevice(Device device);
  ~CheckedDevice();
  CheckedDevice(const CheckedDevice&) = delete;
  CheckedDevice& operator=(const CheckedDevice&) = delete;

 private:
  std::unique_ptr<simt::Checker> checker_;
};

}  // namespace seven
