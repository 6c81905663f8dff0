#include "lab/demo.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/loader.h"
#include "inspect/picture.h"

namespace seven {

namespace {

constexpr Index kTop = 5;
constexpr std::size_t kPredictions = 24;
constexpr std::size_t kWrongOnes = 6;  // of them, at the most: the rest shows what goes right

Prediction prediction_of(const Dataset& data, Index image, std::vector<std::pair<Index, double>> best) {
  const Shape& shape = data.image_shape();
  Prediction prediction;
  prediction.image = Image(shape[0], shape[1], shape[2]);
  data.pixels(image, prediction.image.pixels.data());
  prediction.label = data.label(image);
  prediction.best = std::move(best);
  return prediction;
}

// Confusion matrix and a choice of pictures.
void predict_all(DemoReport& report, Net<float>& net, const Dataset& data, const Tensor<float>& mean) {
  const Index classes = net.spec().classes;
  LoaderOptions how;
  how.shuffle = false;
  how.mean = mean;
  Loader loader(data, how);
  loader.start(0);
  report.confusion.assign(static_cast<std::size_t>(classes * classes), 0);
  std::vector<Prediction> right;
  std::vector<Prediction> wrong;
  Index correct = 0;
  Batch batch;
  while (loader.next(batch)) {
    net.forward(batch.images, {.keep = Keep::nothing});
    net.loss(batch.labels);
    for (Index n = 0; n < batch.labels.size(); ++n) {
      std::vector<std::pair<Index, double>> best = top_classes(net.probabilities().data() + n * classes, classes, kTop);
      const bool is_right = best.front().first == batch.labels[n];
      ++report.confusion[static_cast<std::size_t>(batch.labels[n] * classes + best.front().first)];
      if (is_right) ++correct;
      std::vector<Prediction>& list = is_right ? right : wrong;
      if (list.size() < kPredictions) {
        list.push_back(prediction_of(data, batch.indices[static_cast<std::size_t>(n)], std::move(best)));
      }
    }
  }
  wrong.resize(std::min(wrong.size(), kWrongOnes));
  right.resize(std::min(right.size(), kPredictions - wrong.size()));
  report.predictions = std::move(right);
  report.predictions.insert(report.predictions.end(), wrong.begin(), wrong.end());
  report.accuracy = static_cast<double>(correct) / static_cast<double>(std::max<Index>(1, data.size()));
}

void add_curves(DemoReport& report, const std::vector<EpochResult>& epochs) {
  Series train_loss{"training", {}};
  Series test_loss{"held out", {}};
  Series train_error{"training", {}};
  Series test_error{"held out", {}};
  double images = 0.0;
  for (const EpochResult& epoch : epochs) {
    const auto x = static_cast<double>(epoch.epoch);
    train_loss.points.emplace_back(x, epoch.train_loss);
    test_loss.points.emplace_back(x, epoch.held_out.loss);
    train_error.points.emplace_back(x, 100 * epoch.train_error);
    test_error.points.emplace_back(x, 100 * epoch.held_out.top1_error);
    report.seconds += epoch.seconds;
    images += epoch.seconds * epoch.images_per_second;
  }
  report.loss = {train_loss, test_loss};
  report.error = {train_error, test_error};
  report.epochs = epochs.empty() ? 0 : epochs.back().epoch;
  report.images_per_second = report.seconds > 0 ? images / report.seconds : 0.0;
}

}  // namespace

DemoReport examine(Net<float>& net, const Dataset& held_out, const Tensor<float>& mean,
                   const std::vector<EpochResult>& epochs) {
  DemoReport report;
  report.net = net.spec().name;
  report.class_names = held_out.class_names();
  report.parameters = net.parameter_count();
  add_curves(report, epochs);
  predict_all(report, net, held_out, mean);
  for (const LayerSummary& line : net.summary()) {
    report.layers.push_back({line.name, line.kind + ", " + line.what, line.output,
                             line.parameters > 0 ? fmt::format("{}", line.parameters) : "",
                             line.macs > 0 ? fmt::format("{}", line.macs) : ""});
  }
  const Tensor<float>& first = net.parameters().front()->value;  // (K, C, R, S)
  report.filters =
      filters_picture(first.data(), first.shape()[0], first.shape()[1], first.shape()[2], first.shape()[3], 8);
  return report;
}

}  // namespace seven
