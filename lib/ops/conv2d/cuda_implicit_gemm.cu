// conv2d, kernels, variant implicit_gemm: gemm's tiles, filled from the images themselves.
// The matrix of windows is never written: a thread that brings an element of a panel works out where it lies. All
// images are one product, so that small maps fill a GPU too.
// Run it: ./seven bench --op conv2d --device cuda --variant implicit_gemm
// Chapter 09: chapters/09_tiles/README.md.
#include "ops/conv2d/cuda_implicit.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

using gemm::SEVEN_TARGET::Tiles;

}  // namespace

const Variant implicit_gemm{"implicit_gemm", Device::SEVEN_TARGET, "", implicit_functions<Tiles<float>>(),
                            implicit_functions<Tiles<double>>()};

}  // namespace seven::conv2d::SEVEN_TARGET
