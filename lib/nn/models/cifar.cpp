// cuda-convnet's networks for CIFAR-10, from the layer files of dnouri/cuda-convnet (example-layers/).
//
// What they share: inputs are grey levels 0 to 255 minus the mean image of the training set, every pool is 3/2 and
// keeps partial windows at the edge (ceil: 32 -> 16 -> 8 -> 4), and weights start from a narrow normal distribution,
// biases from 0. cuda-convnet divides its normalisation's `scale` by the size of the window; lrn::from_cuda_convnet
// does the same. Differences from the original, all nets: a tie in a max pool gives its gradient to the first maximum,
// there to every one of them; sums run in another order; and the random numbers are others.
#include "nn/models/models.h"

namespace seven {

namespace {

LayerSpec conv(const std::string& name, Index kernels, double sigma) {
  return {name, Conv2dSpec{.kernels = kernels, .size = 5, .pad = 2, .weight = Initialiser::gaussian(sigma)}};
}

LayerSpec local(const std::string& name, Index kernels) {
  return {name, Local2dSpec{.kernels = kernels, .size = 3, .pad = 1, .weight = Initialiser::gaussian(0.04)}};
}

LayerSpec linear(const std::string& name, Index units, double sigma) {
  return {name, LinearSpec{.units = units, .weight = Initialiser::gaussian(sigma)}};
}

LayerSpec max_pool(const std::string& name) {
  return {name, Pool2dSpec{.mode = pool2d::Mode::max, .window = 3, .stride = 2, .ceil = true}};
}

LayerSpec average_pool(const std::string& name) {
  return {name, Pool2dSpec{.mode = pool2d::Mode::average, .window = 3, .stride = 2, .ceil = true}};
}

LayerSpec relu(const std::string& name) { return {name, ActivationSpec{activation::Kind::relu}}; }

LayerSpec norm(const std::string& name, Index n, double scale, lrn::Across across) {
  return {name, LrnSpec{lrn::from_cuda_convnet(n, scale, 0.75, across)}};
}

}  // namespace

// layers-80sec.cfg: 26 % in about 80 seconds on the GPU of its day. In conv1 the ReLU stands after the max pool, which
// is the same function for a quarter of the work.
NetSpec cifar_80sec() {
  return {.name = "cifar-80sec",
          .summary = "cuda-convnet's layers-80sec: three convolutions, two linear layers; 26 % test error",
          .image = Shape{3, 32, 32},
          .classes = 10,
          .layers = {conv("conv1", 32, 0.0001), max_pool("pool1"), relu("relu1"),    //
                     conv("conv2", 32, 0.01), relu("relu2"), average_pool("pool2"),  //
                     conv("conv3", 64, 0.01), relu("relu3"), average_pool("pool3"),  //
                     linear("fc64", 64, 0.1), relu("relu4"), linear("fc10", 10, 0.1)}};
}

// layers-18pct.cfg: 18 % in about 20 minutes. Its normalisation is the one within a map (`rnorm`), not AlexNet's.
NetSpec cifar_18pct() {
  const auto within_map = lrn::Across::map;
  return {
      .name = "cifar-18pct",
      .summary = "cuda-convnet's layers-18pct: three convolutions with normalisation within maps; 18 % test error",
      .image = Shape{3, 32, 32},
      .classes = 10,
      .layers = {conv("conv1", 32, 0.0001), max_pool("pool1"), relu("relu1"), norm("norm1", 3, 5e-5, within_map),    //
                 conv("conv2", 32, 0.01), relu("relu2"), average_pool("pool2"), norm("norm2", 3, 5e-5, within_map),  //
                 conv("conv3", 64, 0.01), relu("relu3"), average_pool("pool3"),                                      //
                 linear("fc10", 10, 0.01)}};
}

// layers-conv-local-13pct.cfg: the four-layer net of the AlexNet paper's section 3.3 without normalisation, 13 %.
NetSpec cifar_conv_local_13pct() {
  return {.name = "cifar-conv-local-13pct",
          .summary =
              "cuda-convnet's layers-conv-local-13pct on 24x24 crops: two convolutions, two unshared; 13 % test error",
          .image = Shape{3, 24, 24},
          .classes = 10,
          .layers = {conv("conv1", 64, 0.0001), relu("relu1"), max_pool("pool1"),  //
                     conv("conv2", 64, 0.01), relu("relu2"), max_pool("pool2"),    //
                     local("local3", 32), relu("relu3"),                           //
                     local("local4", 32), relu("relu4"),                           //
                     linear("fc10", 10, 0.01)}};
}

// layers-conv-local-11pct.cfg: the same with AlexNet's normalisation across maps (size 9), 11 %.
NetSpec cifar_conv_local_11pct() {
  const auto across_maps = lrn::Across::channels;
  return {
      .name = "cifar-conv-local-11pct",
      .summary =
          "cuda-convnet's layers-conv-local-11pct on 24x24 crops: the 13pct net with normalisation; 11 % test error",
      .image = Shape{3, 24, 24},
      .classes = 10,
      .layers = {conv("conv1", 64, 0.0001), relu("relu1"), max_pool("pool1"), norm("norm1", 9, 0.001, across_maps),  //
                 conv("conv2", 64, 0.01), relu("relu2"), norm("norm2", 9, 0.001, across_maps), max_pool("pool2"),    //
                 local("local3", 64), relu("relu3"),                                                                 //
                 local("local4", 32), relu("relu4"),                                                                 //
                 linear("fc10", 10, 0.01)}};
}

}  // namespace seven
