// Peers: other people's libraries at work on the cases of our registry, to be timed beside ours. They come as modules
// (lib/peers/), loaded when the program runs.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ops/op.h"
#include "peers/peer.h"

namespace seven {

// One problem in a peer's hands, ready to run.
class PeerWork {
 public:
  PeerWork(const SevenPeer& peer, void* work, const std::string& algorithm);

  [[nodiscard]] const std::string& name() const { return name_; }  // "peer:onednn", "peer:cublas_tf32"
  [[nodiscard]] std::string method() const { return peer_->method(work_.get()); }
  void run() const { peer_->run(work_.get()); }
  // The problem's output, in our layout, into as many elements as it has. To be called after a run.
  void result(float* output) const { peer_->result(work_.get(), output); }

 private:
  const SevenPeer* peer_;
  std::string name_;
  std::unique_ptr<void, void (*)(void*)> work_;
};

class Peers {
 public:
  // Those found in a directory of modules that work on this device; they alone are loaded.
  explicit Peers(const std::filesystem::path& directory, Device device = Device::cpu);
  // Given ones, which must outlive this.
  explicit Peers(std::vector<const SevenPeer*> peers) : peers_(std::move(peers)) {}

  // Why there is no peer for an op that has one: a line that says what to install. Empty if there is nothing to say.
  [[nodiscard]] std::string missing(const std::string& op) const;

  // One problem of a case, made ready by each peer that can solve it, for the present number of threads. An algorithm
  // of a peer that comes down to one before it is left out.
  [[nodiscard]] std::vector<PeerWork> prepare(const Op& op, const OpCase& op_case, const std::string& problem,
                                              const Tensors& inputs) const;

 private:
  std::vector<const SevenPeer*> peers_;
  Device device_ = Device::cpu;
};

// The name of the output that a problem writes: "y", "grad_x", "grad_w", "c".
std::string output_of(const Op& op, const std::string& problem);

}  // namespace seven
