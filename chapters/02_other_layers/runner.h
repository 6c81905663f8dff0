// One net of the race: three convolutions and a linear layer, trained an epoch at a time.
#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "data/loader.h"
#include "inspect/plot.h"
#include "nn/net.h"
#include "ops/activation/activation.h"
#include "train/solver.h"

namespace seven::chapters {

// How a net starts.
enum class Start {
  narrow,  // as cuda-convnet: pictures in grey levels, weights from narrow normal distributions, 0.0001 and 0.01
  glorot,  // as is usual today: pictures divided by 64, so that they are of size 1, and weights by Glorot's rule
};

// cuda-convnet's layers-19pct with half as many kernels, and `kind` after each convolution.
NetSpec race_net(activation::Kind kind, Start start);

class Runner {
 public:
  // The mean is subtracted from every picture; nothing is cropped, mirrored, dropped or decayed.
  Runner(activation::Kind kind, Start start, double rate, Index batch, std::uint64_t seed, const Dataset& data,
         const Tensor<float>& mean);

  // Trains one epoch, then counts how many of the training pictures the net gets wrong, in per cent. A loss that is no
  // number any more ends the run: 100.
  double epoch();

  [[nodiscard]] const std::string& name() const { return name_; }  // "ReLU, rate 0.001"
  [[nodiscard]] double rate() const { return rate_; }
  [[nodiscard]] Index epochs() const { return epochs_; }
  [[nodiscard]] double error() const { return error_; }
  [[nodiscard]] bool diverged() const { return diverged_; }
  [[nodiscard]] const Series& curve() const { return curve_; }

 private:
  bool next(Loader& loader, Batch& batch) const;
  bool train_epoch();
  double count_wrong();

  std::string name_;
  Start start_;
  double rate_;
  Net<float> net_;
  Solver solver_;
  Loader training_;  // in a new order each epoch
  Loader counting_;
  Index epochs_ = 0;
  double error_ = 100.0;
  bool diverged_ = false;
  Series curve_;
};

}  // namespace seven::chapters
