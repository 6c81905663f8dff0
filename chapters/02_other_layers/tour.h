// One function a layer: each prints what the layer does to a few numbers, computed by the library.
#pragma once

#include <string>

namespace seven::chapters {

void show_activation();
void show_pooling();
void show_lrn();
void show_dropout();
void show_linear();
void show_softmax();

// The curves of ReLU and tanh with their slopes, as SVG.
std::string activation_picture();

}  // namespace seven::chapters
