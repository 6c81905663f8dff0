// cuDNN as a peer of conv2d on a GPU: of its algorithms the one that it finds to be the fastest, in float32, and with
// operands that may be rounded to TF32 for the tensor cores.
#include <cudnn.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <memory>

#include "peers/gpu.h"
#include "peers/peer.h"

namespace {

enum Algorithm { kFloat32, kTf32, kAlgorithms };

cudnnHandle_t handle() {
  static const cudnnHandle_t kOnly = [] {
    cudnnHandle_t made = nullptr;
    gpu::check(cudnnCreate(&made), "cudnnCreate");
    return made;
  }();
  return kOnly;
}

// One of cuDNN's descriptions, which it makes and destroys itself.
template <class T, cudnnStatus_t (*create)(T*), cudnnStatus_t (*destroy)(T)>
class Description {
 public:
  Description() { gpu::check(create(&it_), "a description for cuDNN"); }
  ~Description() { destroy(it_); }
  Description(const Description&) = delete;
  Description& operator=(const Description&) = delete;
  operator T() const { return it_; }

 private:
  T it_ = nullptr;
};
using Tensor = Description<cudnnTensorDescriptor_t, cudnnCreateTensorDescriptor, cudnnDestroyTensorDescriptor>;
using Filter = Description<cudnnFilterDescriptor_t, cudnnCreateFilterDescriptor, cudnnDestroyFilterDescriptor>;
using Convolution =
    Description<cudnnConvolutionDescriptor_t, cudnnCreateConvolutionDescriptor, cudnnDestroyConvolutionDescriptor>;

struct Work {
  Tensor x_is, y_is, b_is;
  Filter w_is;
  Convolution how;
  gpu::Memory<float> x, w, b, y;  // y: y or grad_y
  gpu::Memory<float> output, grad_b;
  gpu::Memory<char> workspace;
  std::function<cudnnStatus_t(Work&)> run;
  std::string method;
};

void describe(Work& work, const SevenPeerConv2d& p, int algorithm) {
  const auto size = [](long long value) { return static_cast<int>(value); };
  const auto describe_tensor = [&](const Tensor& is, long long n, long long c, long long h, long long w) {
    gpu::check(cudnnSetTensor4dDescriptor(is, CUDNN_TENSOR_NCHW, CUDNN_DATA_FLOAT, size(n), size(c), size(h), size(w)),
               "a tensor's sizes");
  };
  const long long P = (p.H + 2 * p.pad - p.R) / p.stride + 1;
  const long long Q = (p.W + 2 * p.pad - p.S) / p.stride + 1;
  describe_tensor(work.x_is, p.N, p.C, p.H, p.W);
  describe_tensor(work.y_is, p.N, p.K, P, Q);
  describe_tensor(work.b_is, 1, p.K, 1, 1);
  gpu::check(cudnnSetFilter4dDescriptor(work.w_is, CUDNN_DATA_FLOAT, CUDNN_TENSOR_NCHW, size(p.K), size(p.C / p.groups),
                                        size(p.R), size(p.S)),
             "the kernels' sizes");
  gpu::check(cudnnSetConvolution2dDescriptor(work.how, size(p.pad), size(p.pad), size(p.stride), size(p.stride), 1, 1,
                                             CUDNN_CROSS_CORRELATION, CUDNN_DATA_FLOAT),
             "stride and pad");
  gpu::check(cudnnSetConvolutionGroupCount(work.how, size(p.groups)), "groups");
  gpu::check(cudnnSetConvolutionMathType(work.how, algorithm == kTf32 ? CUDNN_DEFAULT_MATH : CUDNN_FMA_MATH),
             "the kind of arithmetic");
  work.x = gpu::Memory<float>(p.x, p.N * p.C * p.H * p.W);
  work.w = gpu::Memory<float>(p.w, p.K * p.C / p.groups * p.R * p.S);
  if (p.b != nullptr) work.b = gpu::Memory<float>(p.b, p.K);
  work.y = gpu::Memory<float>(p.grad_y, p.N * p.K * P * Q);
  work.output = gpu::Memory<float>(p.problem == seven_forward      ? p.N * p.K * P * Q
                                   : p.problem == seven_grad_input ? p.N * p.C * p.H * p.W
                                                                   : p.K * p.C / p.groups * p.R * p.S);
  if (p.problem == seven_grad_weight && p.b != nullptr) work.grad_b = gpu::Memory<float>(p.K);
}

// The fastest of what cuDNN has tried. All three problems have lists of the same shape.
template <class Found, class Find>
Found fastest(Work& work, int algorithm, const char* const* names, const Find& find) {
  std::array<Found, 16> found;
  int count = 0;
  gpu::check(find(static_cast<int>(found.size()), &count, found.data()), "looking for an algorithm");
  const auto last = found.begin() + count;
  const auto best = std::find_if(found.begin(), last, [&](const Found& each) {
    return each.status == CUDNN_STATUS_SUCCESS && (algorithm == kTf32 || each.mathType == CUDNN_FMA_MATH);
  });
  if (best == last) throw std::runtime_error("no algorithm");
  gpu::check(cudnnSetConvolutionMathType(work.how, best->mathType), "the kind of arithmetic");
  work.workspace = gpu::Memory<char>(static_cast<long long>(best->memory));
  work.method = std::string(names[best->algo]) + (algorithm == kTf32 ? ", TF32 allowed" : ", float32");
  return *best;
}

constexpr float kOne = 1.0F;
constexpr float kZero = 0.0F;

void plan_forward(Work& work, int algorithm) {
  static const char* const kNames[] = {
      "implicit gemm", "implicit precomputed gemm", "gemm", "direct", "FFT", "tiled FFT",
      "Winograd",      "Winograd, unfused"};
  const auto best = fastest<cudnnConvolutionFwdAlgoPerf_t>(work, algorithm, kNames, [&](int most, int* n, auto* found) {
    return cudnnFindConvolutionForwardAlgorithm(handle(), work.x_is, work.w_is, work.how, work.y_is, most, n, found);
  });
  work.run = [best](Work& w) {
    const cudnnStatus_t status =
        cudnnConvolutionForward(handle(), &kOne, w.x_is, w.x.data(), w.w_is, w.w.data(), w.how, best.algo,
                                w.workspace.data(), w.workspace.bytes(), &kZero, w.y_is, w.output.data());
    if (status != CUDNN_STATUS_SUCCESS || w.b.bytes() == 0) return status;
    return cudnnAddTensor(handle(), &kOne, w.b_is, w.b.data(), &kOne, w.y_is, w.output.data());
  };
}

void plan_grad_input(Work& work, int algorithm) {
  static const char* const kNames[] = {"algorithm 0", "algorithm 1", "FFT",
                                       "tiled FFT",   "Winograd",    "Winograd, unfused"};
  const auto best =
      fastest<cudnnConvolutionBwdDataAlgoPerf_t>(work, algorithm, kNames, [&](int most, int* n, auto* found) {
        return cudnnFindConvolutionBackwardDataAlgorithm(handle(), work.w_is, work.y_is, work.how, work.x_is, most, n,
                                                         found);
      });
  work.run = [best](Work& w) {
    return cudnnConvolutionBackwardData(handle(), &kOne, w.w_is, w.w.data(), w.y_is, w.y.data(), w.how, best.algo,
                                        w.workspace.data(), w.workspace.bytes(), &kZero, w.x_is, w.output.data());
  };
}

void plan_grad_weight(Work& work, int algorithm) {
  static const char* const kNames[] = {"algorithm 0", "algorithm 1",       "FFT",      "algorithm 3",
                                       "Winograd",    "Winograd, unfused", "tiled FFT"};
  const auto best =
      fastest<cudnnConvolutionBwdFilterAlgoPerf_t>(work, algorithm, kNames, [&](int most, int* n, auto* found) {
        return cudnnFindConvolutionBackwardFilterAlgorithm(handle(), work.x_is, work.y_is, work.how, work.w_is, most, n,
                                                           found);
      });
  work.run = [best](Work& w) {
    const cudnnStatus_t status =
        cudnnConvolutionBackwardFilter(handle(), &kOne, w.x_is, w.x.data(), w.y_is, w.y.data(), w.how, best.algo,
                                       w.workspace.data(), w.workspace.bytes(), &kZero, w.w_is, w.output.data());
    if (status != CUDNN_STATUS_SUCCESS || w.grad_b.bytes() == 0) return status;
    return cudnnConvolutionBackwardBias(handle(), &kOne, w.y_is, w.y.data(), &kZero, w.b_is, w.grad_b.data());
  };
}

void* make_conv2d(const SevenPeerConv2d* problem, int algorithm) {
  try {
    auto work = std::make_unique<Work>();
    describe(*work, *problem, algorithm);
    const auto plan = problem->problem == seven_forward      ? plan_forward
                      : problem->problem == seven_grad_input ? plan_grad_input
                                                             : plan_grad_weight;
    plan(*work, algorithm);
    return work.release();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cuDNN does without this problem: %s\n", error.what());
    return nullptr;
  }
}

void run(void* work) {
  auto& w = *static_cast<Work*>(work);
  gpu::check(w.run(w), "cuDNN");
  gpu::finish();
}

void result(void* work, float* output) { static_cast<Work*>(work)->output.copy_out(output); }
const char* algorithm_name(int algorithm) { return algorithm == kTf32 ? "tf32" : ""; }
const char* method(void* work) { return static_cast<Work*>(work)->method.c_str(); }
void discard(void* work) { delete static_cast<Work*>(work); }
void set_threads(int /*count*/) {}

}  // namespace

const SevenPeer* seven_peer() {
  static const std::string kVersion =
      std::to_string(CUDNN_MAJOR) + "." + std::to_string(CUDNN_MINOR) + "." + std::to_string(CUDNN_PATCHLEVEL);
  static const SevenPeer kPeer = {.name = "cudnn",
                                  .version = kVersion.c_str(),
                                  .algorithms = kAlgorithms,
                                  .algorithm_name = algorithm_name,
                                  .set_threads = set_threads,
                                  .gemm = nullptr,
                                  .conv2d = make_conv2d,
                                  .run = run,
                                  .result = result,
                                  .method = method,
                                  .discard = discard};
  return &kPeer;
}
