// oneDNN (version 2) as a peer of conv2d. Its tensors lie in whatever layout it asks for; the copies there and back are
// not timed, as they would not be inside of a network.
#include <dnnl_version.h>
#include <omp.h>
#include <dnnl.hpp>

#include <string>
#include <unordered_map>

#include "peers/peer.h"

namespace {

using dnnl::memory;
using Tag = memory::format_tag;

dnnl::engine& engine() {
  static dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
  return cpu;
}

dnnl::stream& stream() {
  static dnnl::stream only(engine());
  return only;
}

memory::desc described(const memory::dims& sizes, Tag tag) { return {sizes, memory::data_type::f32, tag}; }

struct Work {
  dnnl::primitive primitive;
  std::unordered_map<int, memory> arguments;
  memory output;
  memory::desc plain;  // the output as we lay it out
  std::string method;
};

// Copies ours into the layout that oneDNN wants.
memory taken_over(const float* from, const memory::desc& plain, const memory::desc& wanted) {
  memory ours(plain, engine(), const_cast<float*>(from));
  memory theirs(wanted, engine());
  dnnl::reorder(ours, theirs).execute(stream(), ours, theirs);
  stream().wait();
  return theirs;
}

// The descriptions of one convolution: plain ones, and ones whose layout is oneDNN's to choose.
struct Convolution {
  explicit Convolution(const SevenPeerConv2d& p)
      : x{p.N, p.C, p.H, p.W},
        y{p.N, p.K, (p.H + 2 * p.pad - p.R) / p.stride + 1, (p.W + 2 * p.pad - p.S) / p.stride + 1},
        w(p.groups > 1 ? memory::dims{p.groups, p.K / p.groups, p.C / p.groups, p.R, p.S}
                       : memory::dims{p.K, p.C, p.R, p.S}),
        b{p.K},
        stride{p.stride, p.stride},
        pad{p.pad, p.pad},
        weight_tag(p.groups > 1 ? Tag::goihw : Tag::oihw),
        zeros(static_cast<std::size_t>(p.K)) {}
  memory::dims x, y, w, b, stride, pad;
  Tag weight_tag;
  std::vector<float> zeros;  // stands in for a bias that is not there
};

Work forward(const SevenPeerConv2d& p, const Convolution& c, const dnnl::convolution_forward::primitive_desc& plan) {
  Work work;
  work.output = memory(plan.dst_desc(), engine());
  work.plain = described(c.y, Tag::nchw);
  work.arguments = {{DNNL_ARG_SRC, taken_over(p.x, described(c.x, Tag::nchw), plan.src_desc())},
                    {DNNL_ARG_WEIGHTS, taken_over(p.w, described(c.w, c.weight_tag), plan.weights_desc())},
                    {DNNL_ARG_BIAS, taken_over(p.b ? p.b : c.zeros.data(), described(c.b, Tag::x), plan.bias_desc())},
                    {DNNL_ARG_DST, work.output}};
  work.primitive = dnnl::convolution_forward(plan);
  work.method = plan.impl_info_str();
  return work;
}

Work grad_input(const SevenPeerConv2d& p, const Convolution& c,
                const dnnl::convolution_backward_data::primitive_desc& plan) {
  Work work;
  work.output = memory(plan.diff_src_desc(), engine());
  work.plain = described(c.x, Tag::nchw);
  work.arguments = {{DNNL_ARG_DIFF_DST, taken_over(p.grad_y, described(c.y, Tag::nchw), plan.diff_dst_desc())},
                    {DNNL_ARG_WEIGHTS, taken_over(p.w, described(c.w, c.weight_tag), plan.weights_desc())},
                    {DNNL_ARG_DIFF_SRC, work.output}};
  work.primitive = dnnl::convolution_backward_data(plan);
  work.method = plan.impl_info_str();
  return work;
}

Work grad_weight(const SevenPeerConv2d& p, const Convolution& c,
                 const dnnl::convolution_backward_weights::primitive_desc& plan) {
  Work work;
  work.output = memory(plan.diff_weights_desc(), engine());
  work.plain = described(c.w, c.weight_tag);
  work.arguments = {{DNNL_ARG_SRC, taken_over(p.x, described(c.x, Tag::nchw), plan.src_desc())},
                    {DNNL_ARG_DIFF_DST, taken_over(p.grad_y, described(c.y, Tag::nchw), plan.diff_dst_desc())},
                    {DNNL_ARG_DIFF_WEIGHTS, work.output},
                    {DNNL_ARG_DIFF_BIAS, memory(plan.diff_bias_desc(), engine())}};
  work.primitive = dnnl::convolution_backward_weights(plan);
  work.method = plan.impl_info_str();
  return work;
}

Work make_work(const SevenPeerConv2d& p, dnnl::algorithm algorithm) {
  const Convolution c(p);
  const memory::desc x = described(c.x, Tag::any);
  const memory::desc w = described(c.w, Tag::any);
  const memory::desc b = described(c.b, Tag::x);
  const memory::desc y = described(c.y, Tag::any);
  const dnnl::convolution_forward::primitive_desc plan(
      {dnnl::prop_kind::forward_training, algorithm, x, w, b, y, c.stride, c.pad, c.pad}, engine());
  if (p.problem == seven_forward) return forward(p, c, plan);
  if (p.problem == seven_grad_input)
    return grad_input(p, c, {{algorithm, x, w, y, c.stride, c.pad, c.pad}, engine(), plan});
  return grad_weight(p, c, {{algorithm, x, w, b, y, c.stride, c.pad, c.pad}, engine(), plan});
}

void* make_conv2d(const SevenPeerConv2d* problem, int algorithm) {
  try {
    return new Work(
        make_work(*problem, algorithm == 0 ? dnnl::algorithm::convolution_direct : dnnl::algorithm::convolution_auto));
  } catch (const dnnl::error&) {
    return nullptr;
  }
}

void run(void* work) {
  auto& w = *static_cast<Work*>(work);
  w.primitive.execute(stream(), w.arguments);
  stream().wait();
}

void result(void* work, float* output) {
  auto& w = *static_cast<Work*>(work);
  memory ours(w.plain, engine(), output);
  dnnl::reorder(w.output, ours).execute(stream(), w.output, ours);
  stream().wait();
}

const char* algorithm_name(int algorithm) { return algorithm == 0 ? "" : "auto"; }
const char* method(void* work) { return static_cast<Work*>(work)->method.c_str(); }
void discard(void* work) { delete static_cast<Work*>(work); }
void set_threads(int count) { omp_set_num_threads(count); }

}  // namespace

const SevenPeer* seven_peer() {
  static const std::string kVersion = std::to_string(DNNL_VERSION_MAJOR) + "." + std::to_string(DNNL_VERSION_MINOR) +
                                      "." + std::to_string(DNNL_VERSION_PATCH);
  static const SevenPeer kPeer = {.name = "onednn",
                                  .version = kVersion.c_str(),
                                  .algorithms = 2,
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
