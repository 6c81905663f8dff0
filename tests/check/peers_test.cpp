#include "check/peers.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "check/bench_ops.h"
#include "check/distance.h"
#include "check/registry.h"
#include "core/device_memory.h"
#include "core/file.h"
#include "core/parallel.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

namespace {

// A peer of our own making: it multiplies matrices, in two ways if it is asked, and can be told to be wrong.
struct Product {
  SevenPeerGemm problem;
  std::vector<float> c;
  int algorithm;
};
float error = 0.0F;
int threads_set = 0;

void* make_product(const SevenPeerGemm* problem, int algorithm) {
  return new Product{*problem, std::vector<float>(static_cast<std::size_t>(problem->M * problem->N)), algorithm};
}
void multiply(void* work) {
  auto& [p, c, algorithm] = *static_cast<Product*>(work);
  for (Index m = 0; m < p.M; ++m) {
    for (Index n = 0; n < p.N; ++n) {
      float sum = 0.0F;
      for (Index k = 0; k < p.K; ++k)
        sum +=
            p.a[p.transpose_a != 0 ? k * p.M + m : m * p.K + k] * p.b[p.transpose_b != 0 ? n * p.K + k : k * p.N + n];
      c[static_cast<std::size_t>(m * p.N + n)] = sum + error;
    }
  }
}

SevenPeer make_peer() {
  SevenPeer peer{};
  peer.name = "toy";
  peer.version = "1";
  peer.algorithms = 3;
  peer.algorithm_name = [](int algorithm) { return algorithm == 0 ? "" : algorithm == 1 ? "same" : "other"; };
  peer.set_threads = [](int count) { threads_set = count; };
  peer.gemm = make_product;
  peer.run = multiply;
  peer.result = [](void* work, float* output) {
    const std::vector<float>& c = static_cast<Product*>(work)->c;
    std::copy(c.begin(), c.end(), output);
  };
  peer.method = [](void* work) { return static_cast<Product*>(work)->algorithm < 2 ? "loops" : "other loops"; };
  peer.discard = [](void* work) { delete static_cast<Product*>(work); };
  return peer;
}

const SevenPeer kPeer = make_peer();
const Ceilings kMachine{.threads = 1, .gflops = 100.0, .gigabytes = 10.0};

std::vector<BenchRow> rows_beside_peers(const Peers& peers, const std::string& op, const std::string& op_case) {
  std::vector<BenchRow> rows;
  bench_ops(
      {.op = op, .op_case = op_case, .seconds = 0.001, .peers = &peers}, kMachine,
      [&](const std::vector<BenchRow>& group) { rows.insert(rows.end(), group.begin(), group.end()); },
      [](const std::string&) {});
  return rows;
}

}  // namespace

TEST_CASE("a peer is timed beside ours, after them, with as many threads and one row for what is the same method") {
  const Peers peers({&kPeer});
  const int before = threads();
  set_threads(2);
  for (const char* name : {"tile", "transpose_a", "transpose_b", "transpose_both"}) {
    const std::vector<BenchRow> rows = rows_beside_peers(peers, "gemm", name);
    CHECK(threads_set == 2);
    REQUIRE(rows.size() == find_op("gemm").variants.size() + 2);
    CHECK(rows[rows.size() - 2].variant == "peer:toy");
    CHECK(rows.back().variant == "peer:toy_other");
    CHECK(rows.back().is_peer());
    const double peer = std::min(rows[rows.size() - 2].time.median, rows.back().time.median);
    for (const BenchRow& row : rows) {
      CHECK(row.peer_ratio == (row.is_peer() ? doctest::Approx(0.0) : doctest::Approx(peer / row.time.median)));
      CHECK(row.threads == 2);
    }
  }
  set_threads(before);
}

TEST_CASE("what a peer cannot do is timed without it") {
  const Peers peers({&kPeer});
  for (const char* name : {"epilogue", "accumulate"})
    CHECK(rows_beside_peers(peers, "gemm", name).size() == find_op("gemm").variants.size());
  CHECK(!rows_beside_peers(peers, "conv2d", "1x1").back().is_peer());
}

TEST_CASE("a peer whose result is another one is no yardstick") {
  const Peers peers({&kPeer});
  error = 0.1F;
  const std::string message = message_of([&] { rows_beside_peers(peers, "gemm", "tile"); });
  error = 0.0F;
  for (const char* word : {"differs from ours", "gemm tile forward, peer:toy"})
    CHECK_MESSAGE(contains(message, word), message);
}

TEST_CASE("a peer that is not there is missed in one line, for its op alone") {
  const TemporaryDirectory empty;
  const Peers none(empty.path());
  CHECK(contains(none.missing("gemm"), "libopenblas-dev"));
  CHECK(contains(none.missing("conv2d"), "libdnnl-dev"));
  CHECK(none.missing("lrn").empty());
  const Peers on_gpu(empty.path(), Device::cuda);
  CHECK(contains(on_gpu.missing("gemm"), "libcublas-dev"));
  CHECK(contains(on_gpu.missing("conv2d"), "cudnn"));
  CHECK(Peers(empty.path(), Device::simt).missing("gemm").empty());
  CHECK(Peers({&kPeer}).missing("gemm").empty());
  CHECK(!Peers({&kPeer}).missing("conv2d").empty());
}

TEST_CASE("a file that is no module is an error with its name") {
  const TemporaryDirectory directory;
  write_file(directory / "onednn.so", "not a module");
  CHECK(contains(message_of([&] { Peers{directory.path()}; }), "onednn.so"));
}

TEST_CASE("only the modules of the device are loaded") {
  const TemporaryDirectory directory;
  write_file(directory / "cublas.so", "not a module");
  CHECK(contains(message_of([&] { Peers(directory.path(), Device::cuda); }), "cublas.so"));
  CHECK(!Peers(directory.path()).missing("gemm").empty());
}

TEST_CASE("a variant that rounds its operands is held against a peer that does, and the others against the rest") {
  SevenPeer peer = make_peer();
  peer.algorithm_name = [](int algorithm) { return algorithm == 2 ? "tf32" : ""; };
  const Peers peers({&peer});
  std::vector<BenchRow> rows;
  for (const Device device : {Device::cpu, Device::simt}) {
    if (!why_not(device).empty()) continue;
    rows.clear();
    bench_ops(
        {.op = "gemm", .device = device, .op_case = "tile", .seconds = 0.001, .peers = &peers}, kMachine,
        [&](const std::vector<BenchRow>& group) { rows = group; }, [](const std::string&) {});
    REQUIRE(rows[rows.size() - 2].variant == "peer:toy");
    REQUIRE(rows.back().variant == "peer:toy_tf32");
    for (const BenchRow& row : rows) {
      if (row.is_peer()) continue;
      const bool rounds = contains(row.variant, "tensor_core");
      const double peer_time = (rounds ? rows.back() : rows[rows.size() - 2]).time.median;
      CHECK(row.peer_ratio == doctest::Approx(peer_time / row.time.median));
    }
  }
}

TEST_CASE("the distance of two results is relative to the second, and NaN is far from everything") {
  Tensor<float> a(Shape{2});
  Tensor<float> b(Shape{2});
  a[0] = 3.0F;
  b[0] = 4.0F;
  b[1] = 3.0F;
  CHECK(relative_distance(a, b) == doctest::Approx(std::sqrt(10.0) / 5.0));
  a[1] = std::nanf("");
  CHECK(!(relative_distance(a, b) <= 1e30));
}
