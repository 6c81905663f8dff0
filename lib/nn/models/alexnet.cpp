// AlexNet, as in Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks"
// (NIPS 2012), sections 3 to 5. Its two towers, one a GPU, are two groups: conv2, conv4 and conv5 read the maps of
// their own tower, conv3 and the linear layers read all.
//
// Differences from the paper: images of 227 and not 224, since (224 - 11) / 4 is no whole number and the paper's 55
// positions come out of 227; and ties in a max pool, which here give their gradient to the first maximum.
#include "nn/models/models.h"

namespace seven {

namespace {

// Weights from a normal distribution of deviation 0.01 everywhere; biases 1 in conv2, conv4, conv5 and the hidden
// linear layers, so that their ReLUs begin with positive inputs, 0 elsewhere (section 5).
const Initialiser kWeight = Initialiser::gaussian(0.01);

LayerSpec conv(const std::string& name, Index kernels, Index size, Index pad, Index groups, double bias) {
  return {name,
          Conv2dSpec{.kernels = kernels, .size = size, .pad = pad, .groups = groups, .weight = kWeight, .bias = bias}};
}

LayerSpec relu(const std::string& name) { return {name, ActivationSpec{activation::Kind::relu}}; }

LayerSpec norm(const std::string& name) {  // section 3.3
  return {name, LrnSpec{{.n = 5, .k = 2.0, .alpha = 1e-4, .beta = 0.75}}};
}

LayerSpec overlapping_pool(const std::string& name) {  // section 3.4
  return {name, Pool2dSpec{.mode = pool2d::Mode::max, .window = 3, .stride = 2}};
}

LayerSpec linear(const std::string& name, Index units, double bias) {
  return {name, LinearSpec{.units = units, .weight = kWeight, .bias = bias}};
}

LayerSpec drop(const std::string& name) {  // section 4.2: outputs are halved at test
  return {name, DropoutSpec{.rate = 0.5, .scale_at_test = true}};
}

}  // namespace

NetSpec alexnet() {
  const LayerSpec conv1{"conv1", Conv2dSpec{.kernels = 96, .size = 11, .stride = 4, .weight = kWeight}};
  return {
      .name = "alexnet",
      .summary = "AlexNet (2012), both towers as groups: five convolutions, three linear layers; 40.7 % top-1 error",
      .image = Shape{3, 227, 227},
      .classes = 1000,
      .layers = {conv1,
                 relu("relu1"),
                 norm("norm1"),
                 overlapping_pool("pool1"),  //
                 conv("conv2", 256, 5, 2, 2, 1.0),
                 relu("relu2"),
                 norm("norm2"),
                 overlapping_pool("pool2"),  //
                 conv("conv3", 384, 3, 1, 1, 0.0),
                 relu("relu3"),  //
                 conv("conv4", 384, 3, 1, 2, 1.0),
                 relu("relu4"),  //
                 conv("conv5", 256, 3, 1, 2, 1.0),
                 relu("relu5"),
                 overlapping_pool("pool5"),  //
                 linear("fc6", 4096, 1.0),
                 relu("relu6"),
                 drop("drop6"),  //
                 linear("fc7", 4096, 1.0),
                 relu("relu7"),
                 drop("drop7"),  //
                 linear("fc8", 1000, 0.0)}};
}

}  // namespace seven
