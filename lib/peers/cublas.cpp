// cuBLAS as a peer of gemm on a GPU: in float32, and with operands rounded to TF32 for the tensor cores.
#include <cublas_v2.h>

#include <cstdio>

#include "peers/gpu.h"
#include "peers/peer.h"

namespace {

enum Algorithm { kFloat32, kTf32, kAlgorithms };

cublasHandle_t handle() {
  static const cublasHandle_t kOnly = [] {
    cublasHandle_t made = nullptr;
    gpu::check(cublasCreate(&made), "cublasCreate");
    return made;
  }();
  return kOnly;
}

struct Work {
  SevenPeerGemm problem;
  int algorithm;
  gpu::Memory<float> a, b, c;
};

void* make_gemm(const SevenPeerGemm* problem, int algorithm) {
  const SevenPeerGemm& p = *problem;
  try {
    handle();
    return new Work{p, algorithm, gpu::Memory<float>(p.a, p.M * p.K), gpu::Memory<float>(p.b, p.K * p.N),
                    gpu::Memory<float>(p.M * p.N)};
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cuBLAS does without this problem: %s\n", error.what());
    return nullptr;
  }
}

// cuBLAS counts down the columns: to it, our C (M, N) is a matrix of N rows, and the transposed product gives just
// that.
void run(void* work) {
  const auto& [p, algorithm, a, b, c] = *static_cast<Work*>(work);
  const auto size = [](long long value) { return static_cast<int>(value); };
  const float one = 1.0F;
  const float zero = 0.0F;
  gpu::check(cublasSetMathMode(handle(), algorithm == kTf32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_DEFAULT_MATH),
             "cublasSetMathMode");
  gpu::check(cublasSgemm(handle(), p.transpose_b ? CUBLAS_OP_T : CUBLAS_OP_N, p.transpose_a ? CUBLAS_OP_T : CUBLAS_OP_N,
                         size(p.N), size(p.M), size(p.K), &one, b.data(), size(p.transpose_b ? p.K : p.N), a.data(),
                         size(p.transpose_a ? p.M : p.K), &zero, c.data(), size(p.N)),
             "cublasSgemm");
  gpu::finish();
}

void result(void* work, float* output) { static_cast<Work*>(work)->c.copy_out(output); }
const char* algorithm_name(int algorithm) { return algorithm == kTf32 ? "tf32" : ""; }
const char* method(void* work) { return static_cast<Work*>(work)->algorithm == kTf32 ? "TF32" : "float32"; }
void discard(void* work) { delete static_cast<Work*>(work); }
void set_threads(int /*count*/) {}

}  // namespace

const SevenPeer* seven_peer() {
  static const std::string kVersion = std::to_string(CUBLAS_VER_MAJOR) + "." + std::to_string(CUBLAS_VER_MINOR) + "." +
                                      std::to_string(CUBLAS_VER_PATCH);
  static const SevenPeer kPeer = {.name = "cublas",
                                  .version = kVersion.c_str(),
                                  .algorithms = kAlgorithms,
                                  .algorithm_name = algorithm_name,
                                  .set_threads = set_threads,
                                  .gemm = make_gemm,
                                  .conv2d = nullptr,
                                  .run = run,
                                  .result = result,
                                  .method = method,
                                  .discard = discard};
  return &kPeer;
}
