// The net of `seven demo`: three convolutions, small enough to learn its task in a minute or two on two cores.
#include "nn/models/models.h"

namespace seven {

NetSpec demo_net(Index classes) {
  // Narrow weights as in cuda-convnet's nets: the images are grey levels, of size 60 and not 1, and with He's wider
  // ones the first steps of a useful rate throw the net so far that every ReLU dies.
  const auto conv = [](const std::string& name, Index kernels, double sigma) {
    return LayerSpec{name, Conv2dSpec{.kernels = kernels, .size = 5, .pad = 2, .weight = Initialiser::gaussian(sigma)}};
  };
  const auto pool = [](const std::string& name) {
    return LayerSpec{name, Pool2dSpec{.mode = pool2d::Mode::max, .window = 3, .stride = 2, .ceil = true}};
  };
  const auto relu = [](const std::string& name) { return LayerSpec{name, ActivationSpec{}}; };
  return {.name = "demo",
          .summary = "three convolutions and a linear layer for 32x32 pictures",
          .image = Shape{3, 32, 32},
          .classes = classes,
          .layers = {conv("conv1", 32, 0.0001),
                     pool("pool1"),
                     relu("relu1"),  //
                     conv("conv2", 32, 0.01),
                     pool("pool2"),
                     relu("relu2"),  //
                     conv("conv3", 64, 0.01),
                     pool("pool3"),
                     relu("relu3"),  //
                     {"fc", LinearSpec{.units = classes}}}};
}

}  // namespace seven
