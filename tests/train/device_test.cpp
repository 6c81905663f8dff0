// A net on the SIMT device, and on a GPU where there is one, learns as on the CPU: the same loss and the same
// parameters, step by step.
#include <doctest.h>

#include <string>
#include <vector>

#include "check/distance.h"
#include "core/device_memory.h"
#include "core/philox.h"
#include "cuda/simt/memory.h"
#include "nn/net.h"
#include "support/message.h"
#include "train/recipe.h"
#include "train/solver.h"

using namespace seven;

namespace {

// The devices with kernels that this machine has.
std::vector<Device> kernel_devices() {
  std::vector<Device> devices;
  for (const Device device : {Device::simt, Device::cuda}) {
    const std::string why = why_not(device);
    if (why.empty()) devices.push_back(device);
    if (!why.empty() && device == Device::simt) MESSAGE("skipped: ", why);
  }
  return devices;
}

// AlexNet's two towers on a picture of 35 pixels: every kind of layer of it, in its order.
NetSpec little_alexnet() {
  const LrnSpec norm{{.n = 5, .k = 2.0, .alpha = 0.05, .beta = 0.75}};
  const Pool2dSpec pool{.window = 3, .stride = 2};
  return {.name = "little-alexnet",
          .summary = "",
          .image = Shape{3, 35, 35},
          .classes = 7,
          .layers = {{"conv1", Conv2dSpec{.kernels = 8, .size = 7, .stride = 2}},
                     {"relu1", ActivationSpec{}},
                     {"norm1", norm},
                     {"pool1", pool},
                     {"conv2", Conv2dSpec{.kernels = 12, .size = 5, .pad = 2, .groups = 2}},
                     {"relu2", ActivationSpec{}},
                     {"norm2", norm},
                     {"pool2", pool},
                     {"conv3", Conv2dSpec{.kernels = 16, .size = 3, .pad = 1}},
                     {"relu3", ActivationSpec{}},
                     {"fc6", LinearSpec{.units = 20}},
                     {"relu6", ActivationSpec{}},
                     {"drop6", DropoutSpec{.rate = 0.5}},
                     {"fc7", LinearSpec{.units = 7}}}};
}

template <class T>
Tensor<T> images(Index count, std::uint64_t seed) {
  Tensor<T> x(Shape{count, 3, 35, 35});
  Random random(seed, Purpose::test);
  for (T& value : x.span()) value = static_cast<T>(random.normal());
  return x;
}

Tensor<Index> labels(Index count, Index shift) {
  Tensor<Index> result(Shape{count});
  for (Index n = 0; n < count; ++n) result[n] = (3 * n + shift) % 7;
  return result;
}

template <class T>
double worst_distance(Net<T>& net, Net<T>& other, bool gradients) {
  double worst = 0.0;
  for (std::size_t i = 0; i < net.parameters().size(); ++i) {
    const Parameter<T>& a = *net.parameters()[i];
    const Parameter<T>& b = *other.parameters()[i];
    worst = std::max(worst, gradients ? relative_distance(a.grad.to(Device::cpu), b.grad)
                                      : relative_distance(a.value.to(Device::cpu), b.value));
  }
  return worst;
}

// Ten steps on both, with the same images.
void check_ten_steps(Device device) {
  CAPTURE(name(device));
  Net<float> on_cpu(little_alexnet(), 3);
  Net<float> on_device(little_alexnet(), 3, {}, device);
  Recipe recipe;
  recipe.rate = 0.02;
  Solver cpu_solver(on_cpu, recipe);
  Solver device_solver(on_device, recipe);
  CHECK(worst_distance(on_device, on_cpu, false) == 0.0);
  for (Index step = 0; step < 10; ++step) {
    const Index batch = step == 9 ? 3 : 5;  // an epoch's last batch is a smaller one
    const Tensor<float> x = images<float>(batch, static_cast<std::uint64_t>(step % 2));
    const Tensor<Index> y = labels(batch, step % 2);
    const Pass<float> pass{.training = true, .seed = 1, .epoch = 0, .first_image = 5 * step};
    double losses[2];
    for (Net<float>* net : {&on_cpu, &on_device}) {
      net->zero_gradients();
      net->forward(x, pass);
      losses[net == &on_device ? 1 : 0] = net->loss(y);
      net->backward(x, y, pass);
    }
    cpu_solver.step(1.0);
    device_solver.step(1.0);
    CHECK(losses[1] == doctest::Approx(losses[0]).epsilon(1e-4));
  }
  const double distance = worst_distance(on_device, on_cpu, false);
  MESSAGE("largest relative distance of a parameter after ten steps: ", distance);
  CHECK(distance < 5e-6);  // 4.4e-7 measured on the SIMT device
}

void check_gradients(Device device) {
  CAPTURE(name(device));
  Net<double> on_cpu(little_alexnet(), 4);
  Net<double> on_device(little_alexnet(), 4, {}, device);
  const Tensor<double> x = images<double>(4, 9);
  const Tensor<Index> y = labels(4, 1);
  const Pass<double> pass{.training = true, .seed = 2, .epoch = 1, .first_image = 0};
  for (Net<double>* net : {&on_cpu, &on_device}) {
    net->forward(x, pass);
    net->loss(y);
    net->backward(x, y, pass);
  }
  CHECK(relative_distance(on_device.logits(), on_cpu.logits()) < 1e-12);
  const double distance = worst_distance(on_device, on_cpu, true);
  MESSAGE("largest relative distance of a gradient: ", distance);
  CHECK(distance < 1e-13);  // 1.1e-15 measured on the SIMT device
}

}  // namespace

TEST_CASE("ten steps of a little AlexNet on a device with kernels are those of the CPU") {
  for (const Device device : kernel_devices()) check_ten_steps(device);
}

#if defined(SEVEN_SIMT)
TEST_CASE("in a step, images and labels go to the device and losses come back: nothing else") {
  Net<float> net(little_alexnet(), 3, {}, Device::simt);
  Solver solver(net, Recipe{});
  const Index batch = 5;
  const Tensor<float> x = images<float>(batch, 0);
  const Tensor<Index> y = labels(batch, 0);
  for (Index step = 0; step < 3; ++step) {
    const simt::Copied before = simt::copied();
    net.zero_gradients();
    net.forward(x, {.training = true, .seed = 1, .epoch = 0, .first_image = batch * step});
    net.loss(y);
    net.backward(x, y, {.training = true, .seed = 1, .epoch = 0, .first_image = batch * step});
    solver.step(1.0);
    const simt::Copied after = simt::copied();
    CHECK(after.in - before.in == x.span().size_bytes() + y.span().size_bytes());
    CHECK(after.out - before.out == static_cast<std::size_t>(batch) * sizeof(float));
  }
}
#endif

TEST_CASE("in double, all gradients on a device with kernels are those of the CPU") {
  for (const Device device : kernel_devices()) check_gradients(device);
}

TEST_CASE("a net with a layer that a device has no kernel for is refused with the op's name") {
  for (const Device device : kernel_devices()) {
    NetSpec spec = little_alexnet();
    spec.layers[8].what = Local2dSpec{.kernels = 4, .size = 3, .pad = 1};
    const std::string message = message_of([&] { Net<float>(spec, 0, {}, device); });
    CHECK(message.find("local2d") != std::string::npos);
    CHECK(message.find(name(device)) != std::string::npos);
  }
}
