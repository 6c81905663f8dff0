// A network as data: what its layers are, before any memory is taken. Models (nn/models/) are functions that return
// one; Net<float> and Net<double> are built from it.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/shape.h"
#include "nn/initialiser.h"
#include "ops/activation/activation.h"
#include "ops/lrn/lrn.h"
#include "ops/pool2d/pool2d.h"

namespace seven {

struct Conv2dSpec {
  Index kernels = 0;
  Index size = 0;  // the kernel's height and width
  Index stride = 1;
  Index pad = 0;
  Index groups = 1;
  Initialiser weight = Initialiser::he();
  double bias = 0.0;
};

struct Local2dSpec {  // a convolution that does not share its weights between positions
  Index kernels = 0;
  Index size = 0;
  Index stride = 1;
  Index pad = 0;
  Initialiser weight = Initialiser::he();
  double bias = 0.0;
};

struct LinearSpec {
  Index units = 0;
  Initialiser weight = Initialiser::he();
  double bias = 0.0;
};

struct Pool2dSpec {
  pool2d::Mode mode = pool2d::Mode::max;
  Index window = 2;
  Index stride = 2;
  Index pad = 0;
  bool ceil = false;
};

struct LrnSpec {
  lrn::Params formula;  // n, k, alpha, beta and across; its sizes are not read
};

struct ActivationSpec {
  activation::Kind kind = activation::Kind::relu;
};

struct DropoutSpec {
  double rate = 0.5;
  bool scale_at_test = false;  // true: the AlexNet paper's way; false: Caffe's and PyTorch's
};

struct LayerSpec {
  std::string name;
  std::variant<Conv2dSpec, Local2dSpec, LinearSpec, Pool2dSpec, LrnSpec, ActivationSpec, DropoutSpec> what;
};

struct NetSpec {
  std::string name;
  std::string summary;  // what it is, its source, and where it differs from it
  Shape image;          // (C, H, W)
  Index classes = 0;
  std::vector<LayerSpec> layers;  // the last one gives the logits
};

}  // namespace seven
