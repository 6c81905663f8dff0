// Convolution layers as cases to be timed: from a file, or from a net.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ops/conv2d/conv2d.h"
#include "ops/op.h"

namespace seven {

struct NamedConvolution {
  std::string name;
  conv2d::Params params;  // with the batch that was asked for
};

// One layer a line, "name groups C H W K R S stride pad": C and K are totals over the groups; empty lines and those
// that start with # are left out. Throws Error, naming file and line, for anything else and for layers that cannot be.
std::vector<NamedConvolution> read_layers(const std::filesystem::path& file, Index batch);

// The convolutions of a model by name. Throws Error (wrong use) if it has none.
std::vector<NamedConvolution> layers_of_net(const std::string& net, Index batch);

// Either: `source` is the name of a net or else a file. Throws Error (wrong use), with the nearest nets, for neither.
std::vector<NamedConvolution> find_layers(const std::string& source, Index batch);

// As cases of conv2d, or of gemm: then the product behind one group's forward pass on one image, M = K, N = PQ and
// K = CRS. Throws Error (wrong use) for any other op.
std::vector<OpCase> layer_cases(const std::string& op, const std::vector<NamedConvolution>& layers);

}  // namespace seven
