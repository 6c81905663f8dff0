// The device simt_check: a kernel that does what it must not ends with an error, a right one does not.
#include "check/checked_device.h"

#include <doctest.h>

#if defined(SEVEN_SIMT_CHECKS)

#include "check/registry.h"
#include "core/tensor.h"
#include "cuda/kernels.h"
#include "support/message.h"

using namespace seven;

namespace {

const simt_tests::Kernels& k = simt_tests::simt_check::kernels;

}  // namespace

TEST_CASE("a launch with a finding throws, once, and says what was found and where") {
  const CheckedDevice checked(Device::simt_check);
  const Tensor<float> x = Tensor<float>(Shape{1000}).to(Device::simt_check);
  Tensor<float> y = Tensor<float>(Shape{1000}).to(Device::simt_check);
  CHECK(message_of([&] { k.axpy(y.data(), x.data(), 2.0f, 1000, 8, 128); }) == "no error");
  const std::string message = message_of([&] { k.axpy_without_guard(y.data(), x.data(), 2.0f, 1000, 8, 128); });
  CAPTURE(message);
  CHECK(contains(message, "a kernel does what it must not"));
  CHECK(contains(message, "launched at"));
  CHECK(contains(message, "out-of-bounds"));
  CHECK(contains(message, "kernels.cu:"));
  // The next launch is not to blame.
  CHECK(message_of([&] { k.axpy(y.data(), x.data(), 2.0f, 1000, 8, 128); }) == "no error");
}

TEST_CASE("only while it lives, and only for its device") {
  const Tensor<float> x = Tensor<float>(Shape{1024}).to(Device::simt_check);
  Tensor<float> y = Tensor<float>(Shape{1024}).to(Device::simt_check);
  {
    const CheckedDevice unchecked(Device::cpu);
    CHECK(message_of([&] { k.blocks_write_one_word(y.data()); }) == "no error");
  }
  const CheckedDevice checked(Device::simt_check);
  CHECK(contains(message_of([&] { k.blocks_write_one_word(y.data()); }), "race"));
}

TEST_CASE("the library's kernels pass, by way of the registry") {
  const CheckedDevice checked(Device::simt_check);
  const Op& op = find_op("softmax");
  const OpCase& op_case = op.cases.front();
  const Tensors inputs = make_inputs<float>(op, op_case, 1);
  const std::vector<std::string> variants = op.variants_on(Device::simt_check);
  REQUIRE(!variants.empty());
  for (const std::string& variant : variants)
    CHECK_NOTHROW(run_all(op.bind(variant, Settings(op.name, op.settings, op_case.settings), inputs)));
}

#endif
