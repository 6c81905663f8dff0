// Parameters and connections: how many numbers does a convolution learn, and how often does it use them?
//
// K kernels of R x S see a picture of C channels, H rows and W columns, with stride and padding. Channels and kernels
// are split into G groups: a kernel sees the C / G channels of its own group, and has one bias.
//
//   parameters   how many numbers are learned: the weights of all kernels, and the biases
//   connections  how many connections lead to the outputs for one image. An output is connected to each element of its
//                window, those in the padding too, and to its bias.
//
// Both results are 64 bits wide: connections can be more than the 2,147,483,647 that an int can hold. You may assume
// that G divides C and K, and that the kernel fits.
#include "exercise.h"

std::int64_t parameters(int C, int K, int R, int S, int G) {
  // TODO(you): the weights of all kernels and the biases (1 or 2 lines)
  todo("return the number of weights and biases together");
}

std::int64_t connections(int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  // TODO(you): all outputs, and the connections of each (about 3 lines)
  todo("return the number of connections, those to the biases included");
}
