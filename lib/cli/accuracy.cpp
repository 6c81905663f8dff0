// seven accuracy: how far a variant's float32 is from float64, case by case, beside the plain sum's.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "check/accuracy.h"
#include "check/layers.h"
#include "check/registry.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/machine.h"
#include "lab/results.h"

namespace seven::cli {

namespace {

struct Options {
  std::string op = "conv2d", variant = "best", op_case, layers, reference = "naive", record;
  Index batch = 1;
};

std::vector<OpCase> chosen_cases(const Options& options, const Op& op) {
  if (!options.layers.empty()) return layer_cases(op.name, find_layers(options.layers, options.batch));
  if (!options.op_case.empty()) return {find_case(op, options.op_case)};
  std::vector<OpCase> cases;
  for (const OpCase& one : op.cases) {
    if (!one.benchmark) cases.push_back(one);
  }
  return cases;
}

void record(const Options& options, const AccuracyRow& row) {
  record_result(options.record, row.op_case + "-" + row.output + "-" + row.variant,
                {.table = options.op + "-accuracy",
                 .columns = {{"case", row.op_case},
                             {"output", row.output},
                             {"variant", row.variant},
                             {"error", fmt::format("{:.1e}", row.error)},
                             {"direct float32's", fmt::format("{:.1e}", row.direct)},
                             {"times", fmt::format("{:.2f}", row.times())}},
                 .command = command_line(),
                 .machine = this_machine(),
                 .date = today()});
}

void run(const Options& options) {
  expect_option("--batch", options.batch, 1);
  const Op& op = find_op(options.op);
  fmt::print("{:<20} {:<8} {:<16} {:>9} {:>17} {:>7}\n", "case", "output", "variant", "error", "direct float32's",
             "times");
  for (const OpCase& one : chosen_cases(options, op)) {
    for (const AccuracyRow& row : measure_accuracy(op, one, options.variant, options.reference)) {
      fmt::print("{:<20} {:<8} {:<16} {:>9.1e} {:>17.1e} {:>7.2f}\n", row.op_case, row.output, row.variant, row.error,
                 row.direct, row.times());
      std::fflush(stdout);
      if (!options.record.empty()) record(options, row);
    }
  }
  if (!options.record.empty()) fmt::print("recorded in {}/{}-accuracy.md\n", options.record, options.op);
}

}  // namespace

void add_accuracy(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("accuracy", "how far a variant's float32 is from float64, beside the plain sum's");
  sub.add_option("--op", options->op, "which op").type_name("NAME").capture_default_str();
  sub.add_option("--variant", options->variant, "which variant of it").type_name("NAME").capture_default_str();
  Option one = sub.add_option("--case", options->op_case, "only this registered case").type_name("NAME");
  sub.add_option("--layers", options->layers, "instead: convolutions of a net or of a file, as in bench")
      .type_name("NET|FILE")
      .excludes(one);
  sub.add_option("--batch", options->batch, "images, with --layers").type_name("N").capture_default_str();
  sub.add_option("--reference", options->reference, "the variant that runs in float64; all agree to 1e-14")
      .type_name("NAME")
      .capture_default_str();
  sub.add_option("--record", options->record, "write the results into this directory, as JSON and as a table")
      .type_name("DIR");
  sub.footer(
      "Errors are relative in norm, over all elements of an output. Inputs and weights are drawn from a normal "
      "distribution.\n"
      "Example: seven accuracy --variant winograd --layers alexnet");
  sub.callback([options] { run(*options); });
}

}  // namespace seven::cli
