// Networks by name.
#pragma once

#include <string>
#include <vector>

#include "nn/spec.h"

namespace seven {

// Throws Error (wrong use) with the nearest names.
NetSpec model(const std::string& name);
std::vector<std::string> model_names();

// cuda-convnet's networks for CIFAR-10 (Krizhevsky, 2011; layer files of dnouri/cuda-convnet): nn/models/cifar.cpp.
NetSpec cifar_80sec();
NetSpec cifar_18pct();
NetSpec cifar_conv_local_13pct();
NetSpec cifar_conv_local_11pct();

// AlexNet of 2012, two towers as two groups: nn/models/alexnet.cpp.
NetSpec alexnet();

// VGG's configurations A to E of 2014; D is the one with 16 layers, E the one with 19: nn/models/vgg.cpp.
NetSpec vgg_a();
NetSpec vgg_a_lrn();
NetSpec vgg_b();
NetSpec vgg_c();
NetSpec vgg_d();
NetSpec vgg_e();

// The small net of `seven demo`: images of 3 x 32 x 32.
NetSpec demo_net(Index classes);

}  // namespace seven
