#include "layers.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "check/distance.h"
#include "check/registry.h"
#include "core/error.h"
#include "cuda/simt/check/checker.h"
#include "numbers.h"
#include "ops/pool2d/pool2d.h"
#include "scatter.h"

namespace seven::chapters {

namespace {

struct Counts {
  double read = 0.0, written = 0.0;  // bytes from and to device memory, in whole sectors of 32
  double requests = 0.0;             // of warps, to device memory
  double atomics = 0.0;              // accesses of single lanes; their sectors are with those written
  double wavefronts = 0.0;           // of shared memory
};

Counts count(const std::function<void()>& run) {
  const simt::Checker checker;  // watches all launches while it lives
  run();
  if (!checker.findings().empty()) throw Error("a kernel is wrong").got(checker.text());
  Counts sum;
  for (const simt::LineCounts& line : checker.profile().lines()) {
    if (line.shared) {
      sum.wavefronts += static_cast<double>(line.wavefronts);
      continue;
    }
    sum.requests += static_cast<double>(line.requests);
    (line.write ? sum.written : sum.read) += 32.0 * static_cast<double>(line.sectors);
    if (line.atomic) sum.atomics += static_cast<double>(line.accesses);
  }
  return sum;
}

// One line of a table. `read` and `written` are the bytes of an element by hand, where that can be said beforehand.
struct Line {
  const char* problem;
  const char* variant;
  double read = 0.0, written = 0.0;
};

// One op, one size: a table, or a part of one.
struct Group {
  const char* table;
  const char* op;
  const char* title;
  SettingMap settings;
  std::vector<std::pair<std::string, Shape>> inputs;
  Index elements;  // that the counts are divided by
  std::vector<Line> lines;
  std::string what = "";                 // said before the problem, where a table has several groups
  int line_above = 0;                    // and then the lines of the groups before
  bool shared = false, atomics = false;  // whether the table has these columns
  double each = 32.0;                    // elements that requests, wavefronts and atomics are counted for
};

class Table {
 public:
  Table(const Program& program, const Group& group) : program_(program), group_(group), line_(group.line_above) {
    fmt::print("\n{}:\n\n{:<22}{:<17}{:>11}{:>11}{:>11}", group.title, "", "", "read", "written", "requests");
    if (group.shared) fmt::print("{:>12}", "wavefronts");
    if (group.atomics) fmt::print("{:>10}", "atomics");
    fmt::print("\n");
  }

  void add(const Line& line, const Counts& counts) {
    const auto elements = static_cast<double>(group_.elements);
    const std::string read = fmt::format("{:.1f} B", counts.read / elements);
    const std::string written = fmt::format("{:.1f} B", counts.written / elements);
    const auto share = [&](double all) {
      return all == 0.0 ? std::string("-") : fmt::format("{:.2f}", group_.each * all / elements);
    };
    agree(line, "read", line.read, counts.read / elements);
    agree(line, "written", line.written, counts.written / elements);
    const std::string problem = group_.what + line.problem;
    fmt::print("{:<22}{:<17}{:>11}{:>11}{:>11}", problem, line.variant, read, written, share(counts.requests));
    std::vector<std::pair<std::string, std::string>> columns = {{"problem", problem},
                                                                {"variant", line.variant},
                                                                {"read", read},
                                                                {"written", written},
                                                                {"requests", share(counts.requests)}};
    if (group_.shared) {
      fmt::print("{:>12}", share(counts.wavefronts));
      columns.emplace_back("wavefronts", share(counts.wavefronts));
    }
    if (group_.atomics) {
      fmt::print("{:>10}", share(counts.atomics));
      columns.emplace_back("atomic accesses", share(counts.atomics));
    }
    fmt::print("\n");
    std::fflush(stdout);
    program_.record(group_.table, fmt::format("{}-{}-{}", ++line_, line.problem, line.variant), columns);
  }

 private:
  void agree(const Line& line, const char* what, double by_hand, double counted) const {
    if (by_hand == 0.0 || std::abs(counted - by_hand) < 0.005 * by_hand) return;
    throw Error("counted otherwise than by hand")
        .where(fmt::format("{}, {}, {}, bytes {} for an element", group_.op, line.problem, line.variant, what))
        .expected(fmt::format("{:.3f}", by_hand))
        .got(fmt::format("{:.3f}", counted));
  }

  const Program& program_;
  const Group& group_;
  int line_;
};

//! [count]
// Runs one problem of an op by one of its kernels, and counts what the kernels did.
Counts count_line(const Group& group, const Line& line, const Tensors& inputs) {
  const Op& op = find_op(group.op);
  const BoundOp bound =
      op.bind(std::string("simt_check:") + line.variant, Settings(op.name, op.settings, group.settings), inputs);
  for (const Problem& problem : bound.problems) {
    if (problem.name == line.problem) return count(problem.run);
  }
  throw Error("there is no such problem").where(group.op).got(line.problem);
}
//! [count]

Tensors inputs_of(const Group& group) {
  Tensors inputs;
  for (const auto& [name, shape] : group.inputs) {
    inputs[name] = random_tensor<float>(shape, static_cast<Index>(inputs.size()));
  }
  return inputs;
}

void count_group(const Program& program, const Group& group) {
  const Tensors inputs = inputs_of(group);
  Table table(program, group);
  for (const Line& line : group.lines) table.add(line, count_line(group, line, inputs));
}

// Max-pooling has a line of this chapter's own: the windows scatter.
void count_pooling(const Program& program) {
  const pool2d::Params p{.N = 1, .C = 32, .H = 55, .W = 55, .window = 3, .stride = 2};
  const Shape x_shape{p.N, p.C, p.H, p.W};
  const Group group{.table = "pooling-traffic",
                    .op = "pool2d",
                    .title = "max-pooling, 32 maps of 55 x 55, windows of 3 x 3, stride 2, for an element of x",
                    .settings = {{"window", "3"}},
                    .inputs = {{"x", x_shape}, {"grad_y", Shape{p.N, p.C, p.P(), p.Q()}}},
                    .elements = x_shape.size(),
                    .lines = {},
                    .shared = true,
                    .atomics = true};
  const Tensors inputs = inputs_of(group);
  Table table(program, group);
  for (const char* variant : {"naive", "shared_windows"}) {
    const Line line{"forward", variant};
    table.add(line, count_line(group, line, inputs));
  }
  const Tensor<float> x = get<float>(inputs, "x").to(Device::simt_check);
  const Tensor<float> grad_y = get<float>(inputs, "grad_y").to(Device::simt_check);
  Tensor<float> scattered(x_shape, Device::simt_check);
  Tensor<float> gathered(x_shape, Device::simt_check);
  label(Device::simt_check, scattered.data(), "grad_x");
  table.add({"grad_input", "scatter"},
            count([&] { simt_check::scatter_grad_input(scattered.data(), grad_y.data(), x.data(), p); }));
  for (const char* variant : {"naive", "shared_windows"}) {
    const Line line{"grad_input", variant};
    table.add(line, count_line(group, line, inputs));
  }
  functions<float>(find_variant(pool2d::variants, "pool2d", "simt_check:naive"))
      .grad_input(gathered.data(), grad_y.data(), x.data(), p);
  if (!(relative_distance(scattered.to(Device::cpu), gathered.to(Device::cpu)) < 1e-6)) {
    throw Error("the scattered and the gathered gradient differ");
  }
}

}  // namespace

void count_layers(const Program& program) {
  fmt::print(
      "\nThe layers' kernels. Bytes of device memory for one element; requests, and what else there is, for 32 of "
      "them.\n");
  // With a thread for each row every lane has a sector for itself, 32 bytes for the 4 that it wants.
  count_group(program, {.table = "softmax-traffic",
                        .op = "softmax",
                        .title = "softmax, 128 rows of 1000 classes, for a probability",
                        .settings = {},
                        .inputs = {{"x", Shape{128, 1000}}},
                        .elements = Index{128} * 1000,
                        .lines = {{"forward", "naive", 3 * 32, 2 * 32},
                                  {"forward", "warp_per_row", 3 * 4, 2 * 4},
                                  {"forward", "block_per_row", 3 * 4, 2 * 4}},
                        .shared = true});
  const Shape norm2{1, 256, 27, 27};
  const Shape rnorm1{2, 32, 16, 16};
  count_group(program, {.table = "lrn-traffic",
                        .op = "lrn",
                        .title = "LRN across 5 of 256 channels, 27 x 27, for an element",
                        .settings = {{"n", "5"}},
                        .inputs = {{"x", norm2}, {"grad_y", norm2}},
                        .elements = norm2.size(),
                        .lines = {{"forward", "naive"},
                                  {"forward", "in_registers"},
                                  {"grad_input", "naive"},
                                  {"grad_input", "in_registers"}},
                        .what = "channels, ",
                        .shared = true});
  count_group(program, {.table = "lrn-traffic",
                        .op = "lrn",
                        .title = "LRN within 3 x 3 of a map, 64 maps of 16 x 16, for an element",
                        .settings = {{"n", "3"}, {"across", "map"}},
                        .inputs = {{"x", rnorm1}, {"grad_y", rnorm1}},
                        .elements = rnorm1.size(),
                        .lines = {{"forward", "naive"},
                                  {"forward", "shared_tile"},
                                  {"grad_input", "naive"},
                                  {"grad_input", "shared_tile"}},
                        .what = "map, ",
                        .line_above = 4,
                        .shared = true});
  count_pooling(program);
  constexpr Index kUnits = 128;
  count_group(program, {.table = "linear-traffic",
                        .op = "linear",
                        .title = "a linear layer, 128 images, inputs and units, for 1000 multiply-adds",
                        .settings = {},
                        .inputs = {{"x", Shape{kUnits, kUnits}}, {"w", Shape{kUnits, kUnits}}, {"b", Shape{kUnits}}},
                        .elements = kUnits * kUnits * kUnits / 1000,
                        .lines = {{"forward", "naive"}, {"forward", "gemm"}},
                        .shared = true,
                        .each = 1.0});
  count_group(program, {.table = "elementwise-traffic",
                        .op = "dropout",
                        .title = "dropout, 16 images of 4096 units, for a unit",
                        .settings = {},
                        .inputs = {{"x", Shape{16, 4096}}},
                        .elements = Index{16} * 4096,
                        .lines = {{"forward", "naive", 4, 8}, {"forward", "four_a_thread", 4, 8}},
                        .what = "dropout, "});
  const Shape w{256, 256};
  count_group(program, {.table = "elementwise-traffic",
                        .op = "sgd",
                        .title = "SGD with momentum, for a parameter",
                        .settings = {},
                        .inputs = {{"w", w}, {"grad_w", w}, {"v", w}},
                        .elements = w.size(),
                        .lines = {{"forward", "naive", 12, 8}, {"forward", "vectorised", 12, 8}},
                        .what = "SGD, ",
                        .line_above = 2});
}

}  // namespace seven::chapters
