#include "nn/net.h"

#include <doctest.h>

#include <cmath>
#include <cstring>
#include <string>

#include "check/gradient.h"
#include "core/parallel.h"
#include "core/philox.h"
#include "nn/models/models.h"
#include "support/message.h"

using namespace seven;

namespace {

// A net of every kind of layer, small enough for finite differences.
NetSpec every_layer() {
  return {.name = "every-layer",
          .summary = "",
          .image = Shape{2, 7, 6},
          .classes = 3,
          .layers = {{"conv", Conv2dSpec{.kernels = 4, .size = 3, .pad = 1, .groups = 2}},
                     {"tanh", ActivationSpec{activation::Kind::tanh}},
                     {"norm", LrnSpec{{.n = 3, .k = 1.0, .alpha = 0.5, .beta = 0.75}}},
                     {"pool", Pool2dSpec{.mode = pool2d::Mode::average, .window = 3, .stride = 2, .ceil = true}},
                     {"local", Local2dSpec{.kernels = 3, .size = 2}},
                     {"sigmoid", ActivationSpec{activation::Kind::sigmoid}},
                     {"drop", DropoutSpec{.rate = 0.3}},
                     {"fc", LinearSpec{.units = 3}}}};
}

template <class T>
Tensor<T> random_tensor(const Shape& shape, std::uint64_t seed) {
  Tensor<T> tensor(shape);
  Random random(seed, Purpose::test);
  for (T& value : tensor.span()) value = static_cast<T>(random.normal());
  return tensor;
}

Tensor<Index> labels_below(Index classes, Index count) {
  Tensor<Index> labels(Shape{count});
  for (Index n = 0; n < count; ++n) labels[n] = n % classes;
  return labels;
}

}  // namespace

TEST_CASE("the gradient of a whole net, dropout included, agrees with finite differences") {
  Net<double> net(every_layer(), 5);
  const Tensor<double> x = random_tensor<double>(Shape{4, 2, 7, 6}, 1);
  const Tensor<Index> labels = labels_below(3, 4);
  const Pass<double> pass{.training = true, .seed = 9, .epoch = 2, .first_image = 8};
  NamedTensors inputs;
  for (Parameter<double>* parameter : net.parameters()) inputs[parameter->name] = parameter->value;
  const auto put = [&](const NamedTensors& values) {
    for (Parameter<double>* parameter : net.parameters()) parameter->value = values.at(parameter->name);
  };
  const auto forward = [&](const NamedTensors& values) {
    put(values);
    net.forward(x, pass);
    Tensor<double> loss(Shape{});
    loss[0] = net.loss(labels);
    return loss;
  };
  const auto backward = [&](const NamedTensors& values, const Tensor<double>& grad_loss) {
    forward(values);
    net.zero_gradients();
    net.backward(x, labels, pass);
    NamedTensors gradients;
    for (Parameter<double>* parameter : net.parameters()) {
      gradients[parameter->name] = parameter->grad;
      for (double& g : gradients[parameter->name].span()) g *= grad_loss[0];
    }
    return gradients;
  };
  const GradientReport report = check_gradient(forward, backward, inputs);
  INFO(report.str());
  CHECK(report.passed);
}

TEST_CASE("calling backward twice doubles the gradients: parameter gradients accumulate") {
  Net<double> net(every_layer(), 5);
  const Tensor<double> x = random_tensor<double>(Shape{3, 2, 7, 6}, 1);
  const Tensor<Index> labels = labels_below(3, 3);
  net.forward(x, {.keep = Keep::all});
  net.loss(labels);
  net.backward(x, labels, {});
  std::vector<Tensor<double>> once;
  for (Parameter<double>* parameter : net.parameters()) once.push_back(parameter->grad);
  net.backward(x, labels, {});
  std::size_t i = 0;
  for (Parameter<double>* parameter : net.parameters()) {
    for (Index j = 0; j < parameter->grad.size(); ++j) {
      REQUIRE(parameter->grad[j] == doctest::Approx(2 * once[i][j]).epsilon(1e-12));
    }
    ++i;
  }
}

TEST_CASE("backward without what it needs is refused") {
  Net<float> net(every_layer(), 5);
  const Tensor<float> x = random_tensor<float>(Shape{3, 2, 7, 6}, 1);
  const Tensor<Index> labels = labels_below(3, 3);
  const auto backward = [&] { return message_of([&] { net.backward(x, labels, {}); }); };
  CHECK(message_of([&] { net.loss(labels); }).find("no forward pass") != std::string::npos);
  CHECK(backward().find("forward") != std::string::npos);
  net.forward(x, {});
  CHECK(backward().find("no loss") != std::string::npos);
  net.loss(labels);
  CHECK_NOTHROW(net.backward(x, labels, {}));
  CHECK(backward().find("used up") != std::string::npos);  // gradients lie where activations were
  net.forward(x, {.keep = Keep::nothing});
  net.loss(labels);
  CHECK(backward().find("nothing kept") != std::string::npos);
  CHECK(message_of([&] { (void)net.activation(0); }).find("conv") != std::string::npos);
}

TEST_CASE("one, two and three threads give the same bits") {
  const int before = threads();
  std::vector<std::vector<float>> runs;
  for (const int count : {1, 2, 3}) {
    set_threads(count);
    Net<float> net(model("cifar-18pct"), 3);
    const Tensor<float> x = random_tensor<float>(Shape{5, 3, 32, 32}, 2);
    const Tensor<Index> labels = labels_below(10, 5);
    net.forward(x, {.training = true});
    net.loss(labels);
    net.backward(x, labels, {.training = true});
    std::vector<float> all;
    for (Parameter<float>* parameter : net.parameters()) {
      all.insert(all.end(), parameter->grad.span().begin(), parameter->grad.span().end());
    }
    runs.push_back(std::move(all));
  }
  set_threads(before);
  CHECK(std::memcmp(runs[0].data(), runs[1].data(), runs[0].size() * sizeof(float)) == 0);
  CHECK(std::memcmp(runs[0].data(), runs[2].data(), runs[0].size() * sizeof(float)) == 0);
}

TEST_CASE("the number of threads may grow after a net is built") {
  const int before = threads();
  set_threads(1);
  Net<float> net(model("cifar-80sec"), 3);
  const Tensor<float> x = random_tensor<float>(Shape{6, 3, 32, 32}, 2);
  const Tensor<float> one = net.forward(x, {});
  set_threads(4);
  const Tensor<float>& four = net.forward(x, {});
  set_threads(before);
  CHECK(std::memcmp(one.data(), four.data(), static_cast<std::size_t>(one.size()) * sizeof(float)) == 0);
}

TEST_CASE("the number of threads may not change between forward and backward") {
  const int before = threads();
  set_threads(1);
  Net<float> net(model("cifar-80sec"), 3);
  const Tensor<float> x = random_tensor<float>(Shape{6, 3, 32, 32}, 2);
  const Tensor<Index> labels = labels_below(10, 6);
  net.forward(x, {});
  net.loss(labels);
  set_threads(4);
  CHECK(message_of([&] { net.backward(x, labels, {}); }).find("threads") != std::string::npos);
  set_threads(1);
  CHECK_NOTHROW(net.backward(x, labels, {}));
  set_threads(before);
}

TEST_CASE("a new net's loss is near ln(classes), and its initial weights follow the seed") {
  Net<float> net(model("cifar-18pct"), 3);
  Net<float> same(model("cifar-18pct"), 3);
  Net<float> other(model("cifar-18pct"), 4);
  const Tensor<float> x = random_tensor<float>(Shape{8, 3, 32, 32}, 2);
  net.forward(x, {});
  CHECK(std::abs(net.loss(labels_below(10, 8)) - std::log(10.0)) < 0.01);
  CHECK(net.parameters()[0]->value[0] == same.parameters()[0]->value[0]);
  CHECK(net.parameters()[0]->value[0] != other.parameters()[0]->value[0]);
}

TEST_CASE("errors name the layer and both shapes") {
  NetSpec spec = every_layer();
  std::get<Conv2dSpec>(spec.layers[0].what).size = 12;
  std::string text = message_of([&] { Net<float>{spec}; });
  CHECK(text.find("conv") != std::string::npos);
  CHECK(text.find("(12, 12)") != std::string::npos);
  CHECK(text.find("(9, 8)") != std::string::npos);

  spec = every_layer();
  spec.classes = 4;
  text = message_of([&] { Net<float>{spec}; });
  CHECK(text.find("(1, 4)") != std::string::npos);
  CHECK(text.find("(1, 3)") != std::string::npos);

  Net<float> net(every_layer());
  text = message_of([&] { net.forward(random_tensor<float>(Shape{1, 3, 7, 6}, 1), {}); });
  CHECK(text.find("every-layer") != std::string::npos);
  CHECK(text.find("(1, 3, 7, 6)") != std::string::npos);
  CHECK(text.find("(2, 7, 6)") != std::string::npos);

  CHECK(message_of([&] { net.set_batch(0); }).find("at least one image") != std::string::npos);
  net.forward(random_tensor<float>(Shape{2, 2, 7, 6}, 1), {});
  Tensor<Index> labels(Shape{2});
  labels[1] = 3;
  text = message_of([&] { net.loss(labels); });
  CHECK(text.find("image 1") != std::string::npos);
  CHECK(text.find("0 to 2") != std::string::npos);
}

TEST_CASE("an unknown variant or op offers the nearest names") {
  CHECK(message_of([] {
          Net<float>(every_layer(), 0, {{"conv2d", "im2col"}});
        }).find("im2col_gemm") != std::string::npos);
  CHECK(message_of([] { Net<float>(every_layer(), 0, {{"conv", "naive"}}); }).find("conv2d") != std::string::npos);
}

TEST_CASE("the first layer with a number that is not finite is named") {
  Net<float> net(every_layer());
  Tensor<float> x = random_tensor<float>(Shape{1, 2, 7, 6}, 1);
  net.forward(x, {});
  CHECK(net.first_not_finite(x, {}).empty());
  net.parameters()[2]->value[0] = NAN;
  net.forward(x, {});
  CHECK(net.first_not_finite(x, {}) == "local.weight");
  x[0] = INFINITY;
  CHECK(net.first_not_finite(x, {}) == "the images themselves");
}
