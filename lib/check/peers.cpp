#include "check/peers.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>

#include "core/parallel.h"

namespace seven {

namespace {

struct Known {
  const char* name;
  const char* op;
  Device device;
  const char* package;  // Debian's, or NVIDIA's
};
constexpr std::array kKnown = {
    Known{"openblas", "gemm", Device::cpu, "libopenblas-dev"}, Known{"onednn", "conv2d", Device::cpu, "libdnnl-dev"},
    Known{"cublas", "gemm", Device::cuda, "libcublas-dev"}, Known{"cudnn", "conv2d", Device::cuda, "cudnn"}};

// Stays loaded until the program ends: its threads may still be at work in it.
const SevenPeer* load(const std::filesystem::path& module) {
  void* handle = ::dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    throw Error("a peer cannot be loaded").where(module.string()).got(::dlerror()).fix("delete it and build again");
  }
  using Entry = const SevenPeer* (*)();
  const auto entry = reinterpret_cast<Entry>(::dlsym(handle, "seven_peer"));
  if (entry == nullptr) throw Error("this is no peer: it has no seven_peer()").where(module.string());
  return entry();
}

void* make_gemm(const SevenPeer& peer, const Settings& settings, const Tensors& in, int algorithm) {
  // Peers know the plain product.
  if (peer.gemm == nullptr || settings.flag("relu") || in.contains("c") || in.contains("row_bias") ||
      in.contains("column_bias")) {
    return nullptr;
  }
  const Tensor<float>& a = get<float>(in, "a");
  const Tensor<float>& b = get<float>(in, "b");
  SevenPeerGemm problem{};
  problem.transpose_a = settings.flag("transpose-a") ? 1 : 0;
  problem.transpose_b = settings.flag("transpose-b") ? 1 : 0;
  problem.M = a.shape()[problem.transpose_a];
  problem.K = a.shape()[1 - problem.transpose_a];
  problem.N = b.shape()[1 - problem.transpose_b];
  problem.a = a.data();
  problem.b = b.data();
  return peer.gemm(&problem, algorithm);
}

void* make_conv2d(const SevenPeer& peer, const Settings& settings, const Tensors& in, const std::string& name,
                  int algorithm) {
  if (peer.conv2d == nullptr || settings.flag("relu")) return nullptr;
  const Tensor<float>& x = get<float>(in, "x");
  const Tensor<float>& w = get<float>(in, "w");
  SevenPeerConv2d problem{};
  problem.problem = name == "forward" ? seven_forward : name == "grad_input" ? seven_grad_input : seven_grad_weight;
  problem.N = x.shape()[0];
  problem.C = x.shape()[1];
  problem.H = x.shape()[2];
  problem.W = x.shape()[3];
  problem.K = w.shape()[0];
  problem.R = w.shape()[2];
  problem.S = w.shape()[3];
  problem.stride = settings.integer("stride");
  problem.pad = settings.integer("pad");
  problem.groups = settings.integer("groups");
  problem.x = x.data();
  problem.w = w.data();
  const Tensor<float>* bias = find<float>(in, "b");
  problem.b = bias != nullptr ? bias->data() : nullptr;
  problem.grad_y = get<float>(in, "grad_y").data();
  return peer.conv2d(&problem, algorithm);
}

}  // namespace

PeerWork::PeerWork(const SevenPeer& peer, void* work, const std::string& algorithm)
    : peer_(&peer),
      name_("peer:" + std::string(peer.name) + (algorithm.empty() ? "" : "_" + algorithm)),
      work_(work, peer.discard) {}

Peers::Peers(const std::filesystem::path& directory, Device device) : device_(device) {
  for (const Known& known : kKnown) {
    if (known.device != device) continue;
    const std::filesystem::path module = directory / (std::string(known.name) + ".so");
    if (std::filesystem::exists(module)) peers_.push_back(load(module));
  }
}

std::string Peers::missing(const std::string& op) const {
  for (const Known& known : kKnown) {
    if (known.op != op || known.device != device_) continue;
    const bool there = std::any_of(peers_.begin(), peers_.end(), [&](const SevenPeer* peer) {
      return op == "gemm" ? peer->gemm != nullptr : peer->conv2d != nullptr;
    });
    if (!there) {
      return op + ": no peer to time beside it; install " + known.package + " (" + known.name +
             "), then build and run again";
    }
  }
  return "";
}

std::vector<PeerWork> Peers::prepare(const Op& op, const OpCase& op_case, const std::string& problem,
                                     const Tensors& inputs) const {
  const Settings settings(op.name, op.settings, op_case.settings);
  std::vector<PeerWork> works;
  for (const SevenPeer* peer : peers_) {
    peer->set_threads(threads());
    const std::size_t first = works.size();
    for (int algorithm = 0; algorithm < peer->algorithms; ++algorithm) {
      void* made = nullptr;
      if (op.name == "gemm") made = make_gemm(*peer, settings, inputs, algorithm);
      if (op.name == "conv2d") made = make_conv2d(*peer, settings, inputs, problem, algorithm);
      if (made == nullptr) continue;
      PeerWork work(*peer, made, peer->algorithm_name(algorithm));
      const bool known = std::any_of(works.begin() + static_cast<std::ptrdiff_t>(first), works.end(),
                                     [&](const PeerWork& other) { return other.method() == work.method(); });
      if (!known) works.push_back(std::move(work));
    }
  }
  return works;
}

std::string output_of(const Op& op, const std::string& problem) {
  if (problem == "grad_input") return "grad_x";
  if (problem == "grad_weight") return "grad_w";
  return op.output;
}

}  // namespace seven
