#include "check/checked_device.h"

#include "check/simt_kernels.h"
#if defined(SEVEN_SIMT_CHECKS)
#include "cuda/simt/check/checker.h"
#else
namespace seven::simt {
class Checker {};
}  // namespace seven::simt
#endif

namespace seven {

CheckedDevice::CheckedDevice(Device device) {
  if (device != Device::simt_check) return;
  expect_simt_checks();
#if defined(SEVEN_SIMT_CHECKS)
  checker_ = std::make_unique<simt::Checker>(simt::Watch{.profile = false, .throws = true});
#endif
}

CheckedDevice::~CheckedDevice() = default;

}  // namespace seven
