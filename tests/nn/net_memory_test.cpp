// The net in the memory of its plan: the same bits as without one, and exactly the bytes that were planned.
#include <doctest.h>

#include <cmath>
#include <cstring>

#include "core/philox.h"
#include "nn/models/models.h"
#include "nn/net.h"

using namespace seven;

namespace {

// Layers that work in place after layers that allow it and after layers that do not.
NetSpec mixed_net() {
  return {.name = "mixed",
          .summary = "",
          .image = Shape{3, 11, 10},
          .classes = 4,
          .layers = {{"conv1", Conv2dSpec{.kernels = 6, .size = 3, .pad = 1}},
                     {"relu1", ActivationSpec{}},
                     {"norm1", LrnSpec{{.n = 3, .k = 1.0, .alpha = 0.5, .beta = 0.75}}},
                     {"drop1", DropoutSpec{.rate = 0.25}},
                     {"pool1", Pool2dSpec{.window = 3, .stride = 2, .ceil = true}},
                     {"relu2", ActivationSpec{}},
                     {"conv2", Conv2dSpec{.kernels = 8, .size = 3, .pad = 1, .groups = 2}},
                     {"drop2", DropoutSpec{.rate = 0.25}},
                     {"tanh2", ActivationSpec{activation::Kind::tanh}},
                     {"pool2", Pool2dSpec{.mode = pool2d::Mode::average}},
                     {"local3", Local2dSpec{.kernels = 4, .size = 2}},
                     {"sigmoid3", ActivationSpec{activation::Kind::sigmoid}},
                     {"fc4", LinearSpec{.units = 9}},
                     {"relu4", ActivationSpec{}},
                     {"drop4", DropoutSpec{.rate = 0.5, .scale_at_test = true}},
                     {"fc5", LinearSpec{.units = 4}}}};
}

struct Batch {
  Tensor<float> x;
  Tensor<Index> labels;
};

Batch batch_for(const NetSpec& spec, Index images) {
  const Shape& image = spec.image;
  Batch batch{Tensor<float>(Shape{images, image[0], image[1], image[2]}), Tensor<Index>(Shape{images})};
  Random random(1, Purpose::test);
  for (float& value : batch.x.span()) value = static_cast<float>(random.normal());
  for (Index& label : batch.labels.span()) label = random.below(spec.classes);
  return batch;
}

// Logits and all gradients of one step.
std::vector<float> step(Net<float>& net, const Batch& batch, bool training, Keep keep) {
  const Pass<float> pass{.training = training, .seed = 3, .epoch = 1, .keep = keep};
  net.zero_gradients();
  const Tensor<float>& logits = net.forward(batch.x, pass);
  std::vector<float> all(logits.span().begin(), logits.span().end());
  net.loss(batch.labels);
  net.backward(batch.x, batch.labels, pass);
  for (const Parameter<float>* p : net.parameters())
    all.insert(all.end(), p->grad.span().begin(), p->grad.span().end());
  return all;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

std::vector<NetSpec> specs() {
  return {mixed_net(), model("cifar-80sec"), model("cifar-18pct"), model("cifar-conv-local-11pct")};
}

}  // namespace

TEST_CASE("the step in planned memory has the bits of the step that keeps everything, poisoned or not") {
  for (const NetSpec& spec : specs()) {
    for (const bool training : {false, true}) {
      CAPTURE(spec.name);
      CAPTURE(training);
      const Batch batch = batch_for(spec, 3);
      Net<float> whole(spec, 2);
      const std::vector<float> expected = step(whole, batch, training, Keep::all);
      REQUIRE(std::isfinite(expected.back()));
      Net<float> net(spec, 2);
      CHECK(same_bits(step(net, batch, training, Keep::backward), expected));
      net.poison(true);
      CHECK(same_bits(step(net, batch, training, Keep::backward), expected));
      CHECK(same_bits(step(net, batch, training, Keep::all), expected));
      const Tensor<float>& logits =
          net.forward(batch.x, {.training = training, .seed = 3, .epoch = 1, .keep = Keep::nothing});
      CHECK(std::memcmp(logits.data(), expected.data(), static_cast<std::size_t>(logits.size()) * sizeof(float)) == 0);
    }
  }
}

TEST_CASE("a ReLU run inside its convolution or linear layer has the same bits, and NaN goes through") {
  const auto layer = [](const std::string& name, bool linear) {
    return linear ? LayerSpec{name, LinearSpec{.units = 21}}
                  : LayerSpec{name, Conv2dSpec{.kernels = 6, .size = 3, .pad = 1}};
  };
  for (const bool linear : {false, true}) {
    CAPTURE(linear);
    const NetSpec spec{.name = "relu",
                       .summary = "",
                       .image = Shape{3, 9, 10},
                       .classes = 4,
                       .layers = {layer("first", linear), {"relu1", ActivationSpec{}}, {"fc", LinearSpec{.units = 4}}}};
    Batch batch = batch_for(spec, 5);
    Net<float> net(spec, 2);
    const std::vector<float> apart = step(net, batch, true, Keep::all);  // the ReLU is a call of its own
    CHECK(!net.run_by_the_layer_before(1));
    CHECK(same_bits(step(net, batch, true, Keep::backward), apart));
    CHECK(net.run_by_the_layer_before(1));
    batch.x[40] = NAN;
    CHECK(std::isnan(step(net, batch, true, Keep::backward)[0]));
  }
}

TEST_CASE("activations can be looked at after a pass that keeps all") {
  const NetSpec spec = mixed_net();
  const Batch batch = batch_for(spec, 2);
  Net<float> net(spec, 2);
  net.poison(true);
  const Tensor<float> logits = net.forward(batch.x, {.keep = Keep::all});
  CHECK(net.activation(0).shape() == Shape{2, 6, 11, 10});
  const Tensor<float> before = net.activation(0);
  const Tensor<float> after = net.activation(1);
  bool negative = false;
  for (Index i = 0; i < before.size(); ++i) {
    REQUIRE(after[i] == std::max(before[i], 0.0F));
    negative = negative || before[i] < 0.0F;
  }
  CHECK(negative);  // the convolution's own output, not the ReLU's
  const Tensor<float> last = net.activation(spec.layers.size() - 1);
  CHECK(std::memcmp(last.data(), logits.data(), static_cast<std::size_t>(last.size()) * sizeof(float)) == 0);
}

TEST_CASE("a net holds exactly the memory that its outline plans, and a pass that keeps nothing takes no more") {
  for (const NetSpec& spec : specs()) {
    CAPTURE(spec.name);
    const Batch batch = batch_for(spec, 5);
    Net<float> net(spec, 2);
    step(net, batch, true, Keep::backward);
    Outline<float> outline(spec);
    outline.set_batch(5);
    const StepMemory planned = outline.step_memory();
    CHECK(net.held_memory() == planned.arena + planned.logits);
    CHECK(planned.arena < 0.8 * (planned.outputs + planned.saved + planned.output_gradients + planned.workspaces));
    net.forward(batch.x, {.keep = Keep::nothing});
    CHECK(net.held_memory() == planned.arena + planned.logits);
    net.forward(batch_for(spec, 2).x, {});  // a last, smaller batch
    CHECK(net.held_memory() <= planned.arena + planned.logits);
  }
}
