#include "nn/models/models.h"

#include <functional>
#include <utility>

#include "core/suggest.h"

namespace seven {

namespace {

struct Entry {
  std::string name;
  NetSpec (*make)();
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> kEntries = {
      {"cifar-80sec", cifar_80sec},
      {"cifar-18pct", cifar_18pct},
      {"cifar-conv-local-13pct", cifar_conv_local_13pct},
      {"cifar-conv-local-11pct", cifar_conv_local_11pct},
      {"alexnet", alexnet},
      {"vgg-a", vgg_a},
      {"vgg-a-lrn", vgg_a_lrn},
      {"vgg-b", vgg_b},
      {"vgg-c", vgg_c},
      {"vgg-d", vgg_d},
      {"vgg-e", vgg_e},
      {"demo", [] { return demo_net(12); }},
  };
  return kEntries;
}

}  // namespace

std::vector<std::string> model_names() {
  std::vector<std::string> names;
  for (const Entry& entry : entries()) names.push_back(entry.name);
  return names;
}

NetSpec model(const std::string& name) {
  for (const Entry& entry : entries()) {
    if (entry.name == name) return entry.make();
  }
  throw unknown_name("net", name, model_names());
}

}  // namespace seven
