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
  const std::int64_t one_kernel = C / G * R * S + 1;  // with its bias
  return K * one_kernel;
}

std::int64_t connections(int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  const std::int64_t P = (H + 2 * pad - R) / stride + 1;
  const std::int64_t Q = (W + 2 * pad - S) / stride + 1;
  // Each kernel is used as a whole, bias included, at every place. P and Q are 64 bits wide, so the products are too.
  return P * Q * parameters(C, K, R, S, G);
}
