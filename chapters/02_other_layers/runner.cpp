#include "runner.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "nn/models/models.h"
#include "train/metrics.h"

namespace seven::chapters {

namespace {

const char* text(activation::Kind kind) { return kind == activation::Kind::relu ? "ReLU" : "tanh"; }

// No regularisation of any kind, as in the paper's figure; everything else is cuda-convnet's.
Recipe recipe(double rate, Index batch) {
  Recipe result;
  result.rate = rate;
  result.batch = batch;
  result.momentum = 0.9;
  result.decay = 0.0;
  return result;
}

LoaderOptions loader_options(Index batch, std::uint64_t seed, const Tensor<float>& mean, bool shuffle) {
  LoaderOptions how;
  how.batch = batch;
  how.shuffle = shuffle;
  how.seed = seed;
  how.threads = 1;
  how.mean = mean;
  return how;
}

}  // namespace

NetSpec race_net(activation::Kind kind, Start start) {
  NetSpec spec = cifar_18pct();
  spec.name = "race";
  std::vector<LayerSpec> layers;
  for (LayerSpec layer : spec.layers) {
    if (std::holds_alternative<LrnSpec>(layer.what)) continue;
    auto* conv = std::get_if<Conv2dSpec>(&layer.what);
    if (conv != nullptr) conv->kernels /= 2;
    if (start == Start::glorot) {
      if (conv != nullptr) conv->weight = Initialiser::glorot();
      if (auto* linear = std::get_if<LinearSpec>(&layer.what)) linear->weight = Initialiser::glorot();
    }
    if (auto* activation = std::get_if<ActivationSpec>(&layer.what)) activation->kind = kind;
    layers.push_back(layer);
  }
  spec.layers = layers;
  return spec;
}

Runner::Runner(activation::Kind kind, Start start, double rate, Index batch, std::uint64_t seed, const Dataset& data,
               const Tensor<float>& mean)
    : name_(fmt::format("{}, rate {:g}", text(kind), rate)),
      start_(start),
      rate_(rate),
      net_(race_net(kind, start), seed),
      solver_(net_, recipe(rate, batch)),
      training_(data, loader_options(batch, seed, mean, true)),
      counting_(data, loader_options(batch, seed, mean, false)),
      curve_{name_, {}} {}

bool Runner::next(Loader& loader, Batch& batch) const {
  if (!loader.next(batch)) return false;
  if (start_ == Start::glorot) {
    for (float& value : batch.images.span()) value /= 64.F;
  }
  return true;
}

//! [epoch]
bool Runner::train_epoch() {
  training_.start(epochs_);
  Batch batch;
  while (next(training_, batch)) {
    const Pass<float> pass{.training = true, .epoch = epochs_};
    net_.zero_gradients();
    net_.forward(batch.images, pass);
    if (!std::isfinite(net_.loss(batch.labels))) return false;
    net_.backward(batch.images, batch.labels, pass);
    solver_.step(1.0);
  }
  return true;
}
//! [epoch]

double Runner::count_wrong() {
  counting_.start(0);
  Batch batch;
  Index wrong = 0;
  Index images = 0;
  while (next(counting_, batch)) {
    const Tensor<float>& logits = net_.forward(batch.images, {.keep = Keep::nothing});
    const Index classes = net_.spec().classes;
    for (Index n = 0; n < batch.labels.size(); ++n) {
      if (rank_of(logits.data() + n * classes, classes, batch.labels[n]) > 0) ++wrong;
    }
    images += batch.labels.size();
  }
  return 100.0 * static_cast<double>(wrong) / static_cast<double>(images);
}

double Runner::epoch() {
  diverged_ = !train_epoch();
  error_ = diverged_ ? 100.0 : count_wrong();
  ++epochs_;
  curve_.points.emplace_back(static_cast<double>(epochs_), error_);
  return error_;
}

}  // namespace seven::chapters
