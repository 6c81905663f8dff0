// OpenBLAS as a peer of gemm.
#include <cblas.h>

#include <algorithm>
#include <vector>

#include "peers/peer.h"

namespace {

struct Work {
  SevenPeerGemm problem;
  std::vector<float> a, b, c;
};

void* make_gemm(const SevenPeerGemm* problem, int /*algorithm*/) {
  const SevenPeerGemm& p = *problem;
  return new Work{p, {p.a, p.a + p.M * p.K}, {p.b, p.b + p.K * p.N}, std::vector<float>(p.M * p.N)};
}

void run(void* work) {
  auto& [p, a, b, c] = *static_cast<Work*>(work);
  const auto size = [](long long value) { return static_cast<blasint>(value); };
  cblas_sgemm(CblasRowMajor, p.transpose_a ? CblasTrans : CblasNoTrans, p.transpose_b ? CblasTrans : CblasNoTrans,
              size(p.M), size(p.N), size(p.K), 1.0F, a.data(), size(p.transpose_a ? p.M : p.K), b.data(),
              size(p.transpose_b ? p.K : p.N), 0.0F, c.data(), size(p.N));
}

void result(void* work, float* output) {
  const std::vector<float>& c = static_cast<Work*>(work)->c;
  std::copy(c.begin(), c.end(), output);
}

const char* algorithm_name(int /*algorithm*/) { return ""; }
const char* method(void* /*work*/) { return openblas_get_corename(); }
void discard(void* work) { delete static_cast<Work*>(work); }

}  // namespace

const SevenPeer* seven_peer() {
  static const SevenPeer kPeer = {.name = "openblas",
                                  .version = openblas_get_config(),
                                  .algorithms = 1,
                                  .algorithm_name = algorithm_name,
                                  .set_threads = openblas_set_num_threads,
                                  .gemm = make_gemm,
                                  .conv2d = nullptr,
                                  .run = run,
                                  .result = result,
                                  .method = method,
                                  .discard = discard};
  return &kPeer;
}
