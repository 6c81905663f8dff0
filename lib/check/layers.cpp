#include "check/layers.h"

#include <algorithm>
#include <sstream>

#include "core/file.h"
#include "core/suggest.h"
#include "nn/layers/conv2d_layer.h"
#include "nn/models/models.h"
#include "nn/outline.h"
#include "ops/conv2d/cases.h"
#include "ops/gemm/cases.h"

namespace seven {

namespace {

constexpr const char* kFormat = "name groups C H W K R S stride pad";

NamedConvolution read_line(const std::string& line, const std::string& where, Index batch) {
  std::istringstream words(line);
  NamedConvolution layer;
  conv2d::Params& p = layer.params;
  p.N = batch;
  words >> layer.name;
  for (Index* size : {&p.groups, &p.C, &p.H, &p.W, &p.K, &p.R, &p.S, &p.stride, &p.pad}) words >> *size;
  const bool complete = !words.fail();
  std::string more;
  if (!complete || words >> more) {
    throw Error("a layer cannot be read")
        .where(where)
        .expected(std::string(kFormat) + ", nine whole numbers")
        .got(line);
  }
  conv2d::check(p, where);
  return layer;
}

}  // namespace

std::vector<NamedConvolution> read_layers(const std::filesystem::path& file, Index batch) {
  std::istringstream text(read_file(file));
  std::vector<NamedConvolution> layers;
  int number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string::npos || line[first] == '#') continue;
    layers.push_back(read_line(line, file.string() + ", line " + std::to_string(number), batch));
    for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
      if (layers[i].name != layers.back().name) continue;
      throw Error("two layers have the same name")
          .where(file.string() + ", line " + std::to_string(number))
          .got(layers.back().name);
    }
  }
  if (layers.empty()) throw Error("the file has no layers").where(file.string()).expected(kFormat).got("no such line");
  return layers;
}

std::vector<NamedConvolution> layers_of_net(const std::string& net, Index batch) {
  Outline<float> outline{model(net)};
  outline.set_batch(batch);
  std::vector<NamedConvolution> layers;
  for (const auto& layer : outline.layers()) {
    const auto* convolution = dynamic_cast<const Conv2dLayer<float>*>(layer.get());
    if (convolution == nullptr) continue;
    layers.push_back({layer->name(), convolution->params});
    layers.back().params.relu = false;  // the convolution alone
  }
  if (layers.empty()) throw Error("the net has no convolution").where("--layers").got(net).wrong_use();
  return layers;
}

std::vector<NamedConvolution> find_layers(const std::string& source, Index batch) {
  const std::vector<std::string> nets = model_names();
  if (std::find(nets.begin(), nets.end(), source) != nets.end()) return layers_of_net(source, batch);
  if (std::filesystem::exists(source)) return read_layers(source, batch);
  throw unknown_name("file, and no net,", source, nets);
}

std::vector<OpCase> layer_cases(const std::string& op, const std::vector<NamedConvolution>& layers) {
  std::vector<OpCase> cases;
  for (const auto& [name, p] : layers) {
    if (op == "conv2d") {
      cases.push_back(conv2d::benchmark_case(name, p));
    } else if (op == "gemm") {
      cases.push_back(gemm::benchmark_case(name, p.group_kernels(), p.P() * p.Q(), p.group_channels() * p.R * p.S));
    } else {
      throw Error("layers are cases of conv2d or of gemm").where("--layers, --op").got(op).wrong_use();
    }
  }
  return cases;
}

}  // namespace seven
