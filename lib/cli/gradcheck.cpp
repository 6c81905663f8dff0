// seven gradcheck: every variant against naive in double, and every gradient against the derivative of its forward.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "check/checked_device.h"
#include "check/sweep.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"

namespace seven::cli {

namespace {

// One line of the table: all cases of one variant.
struct Line {
  Index cases = 0;
  Index probes = 0;
  Index kinks = 0;
  Index failed = 0;
  double single = 0.0;
  double wide = 0.0;
  double gradient = 0.0;
  double lowest_order = 0.0;
  double highest_order = 0.0;
  bool curved = false;  // has a case with an order
  bool differentiable = false;

  void add(const CaseResult& result) {
    ++cases;
    failed += result.passed() ? 0 : 1;
    single = std::max(single, result.single.worst_ratio);
    wide = std::max(wide, result.wide.worst_ratio);
    if (!result.gradient) return;
    differentiable = true;
    probes += result.gradient->probes;
    kinks += result.gradient->kinks;
    gradient = std::max(gradient, result.gradient->worst.ratio);
    if (!result.gradient->order) return;
    lowest_order = curved ? std::min(lowest_order, *result.gradient->order) : *result.gradient->order;
    highest_order = curved ? std::max(highest_order, *result.gradient->order) : *result.gradient->order;
    curved = true;
  }

  [[nodiscard]] std::string order() const {
    if (!differentiable) return "-";
    if (!curved) return "exact";
    return fmt::format("{:.2f} to {:.2f}", lowest_order, highest_order);
  }
};

void print(const std::vector<CaseResult>& results) {
  fmt::print("{:<12} {:<14} {:>5} {:>7} {:>6}   {:^26}   {:<12}\n", "", "", "", "", "kinks", "worst error / allowed",
             "");
  fmt::print("{:<12} {:<14} {:>5} {:>7} {:>7} {:>8} {:>8} {:>8}   {:<12}\n", "op", "variant", "cases", "probes",
             "skipped", "float", "double", "gradient", "order");
  for (auto first = results.begin(); first != results.end();) {
    Line line;
    auto result = first;
    for (; result != results.end() && result->op == first->op && result->variant == first->variant; ++result)
      line.add(*result);
    fmt::print("{:<12} {:<14} {:>5} {:>7} {:>7} {:>8.2g} {:>8.2g} {:>8} {:>14}   {}\n", first->op, first->variant,
               line.cases, line.probes, line.kinks, line.single, line.wide,
               line.differentiable ? fmt::format("{:.2g}", line.gradient) : "-", line.order(),
               line.failed == 0 ? "right" : fmt::format("{} WRONG", line.failed));
    first = result;
  }
}

void run(const SweepChoice& choice) {
  const std::vector<CaseResult> results = sweep(choice);
  print(results);
  Index failed = 0;
  for (const CaseResult& result : results) {
    if (result.passed()) continue;
    ++failed;
    fmt::print("\n{}", result.str());
  }
  if (results.size() == 1 && failed == 0 && results.front().gradient)
    fmt::print("\n{}", results.front().gradient->str());
  if (failed > 0) throw Error(fmt::format("{} of {} cases failed", failed, results.size()));
}

}  // namespace

void add_gradcheck(Command app) {
  auto choice = std::make_shared<SweepChoice>();
  auto device = std::make_shared<std::string>("cpu");
  Command sub = app.add_subcommand("gradcheck", "check every variant and every gradient of the ops");
  sub.add_option("--op", choice->op, "only this op");
  sub.add_option("--variant", choice->variant, "only this variant");
  sub.add_option("--case", choice->op_case, "only this case");
  add_device_option(sub, *device);
  refuse_negative(sub.add_option("--seed", choice->seed, "of inputs, cotangents and probes").capture_default_str());
  sub.footer(
      "Order: how the error of the centred difference falls with its step. A right gradient shows 2 (or exact, where "
      "the\n"
      "function is linear and only rounding is left), a wrong one about 0.\n\n"
      "Example: seven gradcheck --op conv2d --variant im2col_gemm --case 11x11_stride4");
  sub.callback([choice, device] {
    choice->device = device_called(*device);
    const CheckedDevice checked(choice->device);
    run(*choice);
  });
}

}  // namespace seven::cli
