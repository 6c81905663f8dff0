// VGG's networks A to E, from table 1 of Simonyan and Zisserman, "Very deep convolutional networks for large-scale
// image recognition" (ICLR 2015). Five blocks of 3x3 convolutions that keep the size, each ended by a pool that halves
// it; then AlexNet's linear layers.
//
// Difference from the paper: weights begin as Glorot and Bengio propose, which the paper itself (section 3.1) found to
// make its own start, the deeper nets from a trained A, unnecessary.
#include <array>

#include "nn/models/models.h"

namespace seven {

namespace {

struct Config {
  const char* letter;
  const char* depth;  // layers with weights
  const char* result;
  std::array<int, 5> threes;  // 3x3 convolutions a block
  std::array<int, 5> ones;    // 1x1 convolutions after them: configuration C
  bool norm = false;          // AlexNet's normalisation after the first convolution: A-LRN
};

constexpr std::array<Index, 5> kKernels = {64, 128, 256, 512, 512};

NetSpec vgg(const Config& config) {
  NetSpec net{.name = std::string("vgg-") + config.letter,
              .summary = std::string("VGG's configuration ") + config.letter + " (2014), " + config.depth +
                         " layers with weights; " + config.result + " error",
              .image = Shape{3, 224, 224},
              .classes = 1000,
              .layers = {}};
  const auto add = [&](const std::string& name, const auto& what) { net.layers.push_back({name, what}); };
  for (std::size_t block = 0; block < kKernels.size(); ++block) {
    const std::string number = std::to_string(block + 1);
    const int all = config.threes[block] + config.ones[block];
    for (int i = 0; i < all; ++i) {
      const std::string place = number + "_" + std::to_string(i + 1);
      const bool three = i < config.threes[block];
      add("conv" + place, Conv2dSpec{.kernels = kKernels[block],
                                     .size = three ? 3 : 1,
                                     .pad = three ? 1 : 0,
                                     .weight = Initialiser::glorot()});
      add("relu" + place, ActivationSpec{activation::Kind::relu});
      if (config.norm && net.layers.size() == 2) add("norm1", LrnSpec{});  // the default is the paper's
    }
    add("pool" + number, Pool2dSpec{.mode = pool2d::Mode::max, .window = 2, .stride = 2});
  }
  for (const std::string number : {"6", "7"}) {
    add("fc" + number, LinearSpec{.units = 4096, .weight = Initialiser::glorot()});
    add("relu" + number, ActivationSpec{activation::Kind::relu});
    add("drop" + number, DropoutSpec{.rate = 0.5});
  }
  add("fc8", LinearSpec{.units = 1000, .weight = Initialiser::glorot()});
  return net;
}

}  // namespace

// Errors: table 3, images of side 256.
NetSpec vgg_a() { return vgg({"a", "11", "29.6 % top-1", {1, 1, 2, 2, 2}, {}}); }
NetSpec vgg_a_lrn() { return vgg({"a-lrn", "11", "29.7 % top-1", {1, 1, 2, 2, 2}, {}, true}); }
NetSpec vgg_b() { return vgg({"b", "13", "28.7 % top-1", {2, 2, 2, 2, 2}, {}}); }
NetSpec vgg_c() { return vgg({"c", "16", "28.1 % top-1", {2, 2, 2, 2, 2}, {0, 0, 1, 1, 1}}); }
NetSpec vgg_d() { return vgg({"d", "16", "27.0 % top-1", {2, 2, 3, 3, 3}, {}}); }
NetSpec vgg_e() { return vgg({"e", "19", "27.3 % top-1", {2, 2, 4, 4, 4}, {}}); }

}  // namespace seven
