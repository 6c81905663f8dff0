// Every kernel of the ops, on every registered case, under the checker: nothing is found.
#include <doctest.h>

#if defined(SEVEN_SIMT_CHECKS)

#include "check/registry.h"
#include "core/parallel.h"
#include "cuda/device_buffer.h"
#include "cuda/simt/check/checker.h"
#include "ops/augment/augment.h"
#include "ops/augment/cuda_augment.h"

using namespace seven;

namespace {

template <class T>
void check_kernels(const Op& op) {
  for (const std::string& variant : op.variants_on(Device::simt_check)) {
    for (const OpCase& op_case : op.cases) {
      if (op_case.benchmark) continue;
      CAPTURE(variant);
      CAPTURE(op_case.name);
      const Tensors inputs = make_inputs<T>(op, op_case, 1);
      const Settings settings(op.name, op.settings, op_case.settings);
      seven::simt::Checker checker({.profile = false});
      run_all(op.bind(variant, settings, inputs));
      CHECK_MESSAGE(checker.findings().empty(), checker.text());
    }
  }
}

}  // namespace

TEST_CASE("the checker finds nothing in the ops' kernels") {
  for (const Op& op : ops()) {
    CAPTURE(op.name);
    check_kernels<float>(op);
  }
}

// augment has no variants and no registered case. Crops in the corners of the images, whose last byte is the last of
// the buffer.
TEST_CASE("the checker finds nothing in augment's kernel, and it cuts what crop_flip cuts") {
  using namespace seven::simt_tests;
  const augment::BatchParams p{.N = 2, .C = 3, .H = 9, .W = 70, .h = 7, .w = 33, .mean_image = true};
  const std::vector<augment::Place> places = {{0, 0, 1}, {2, 37, 0}};
  std::vector<std::uint8_t> images(2 * 3 * 9 * 70);
  for (std::size_t i = 0; i < images.size(); ++i) images[i] = static_cast<std::uint8_t>(i * 7 % 253);
  const std::vector<float> mean = ramp(3 * 9 * 70);
  constexpr std::size_t kCrop = 3 * 7 * 33;
  seven::simt::Checker checker({.profile = false});
  Buffer<float> out(std::size_t{2 * kCrop});
  augment::simt_check::crop_flip(out, Buffer<std::uint8_t>(images), Buffer<augment::Place>(places), Buffer<float>(mean),
                                 nullptr, p);
  CHECK_MESSAGE(checker.findings().empty(), checker.text());
  std::vector<float> expected(2 * kCrop);
  for (std::size_t n = 0; n < 2; ++n) {
    const augment::Place& at = places[n];
    augment::crop_flip(
        expected.data() + n * kCrop, images.data() + n * images.size() / 2, mean.data(),
        {.C = 3, .H = 9, .W = 70, .h = 7, .w = 33, .top = at.top, .left = at.left, .flip = at.flip != 0});
  }
  CHECK(out.host() == expected);
}

#endif
