// seven roofline: ops or the layers of a net below the two ceilings of this machine, as a picture.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/bench_ops.h"
#include "check/ceilings.h"
#include "check/layers.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/file.h"
#include "inspect/roofline.h"
#include "lab/bench_report.h"
#include "lab/roofline_dots.h"

namespace seven::cli {

namespace {

struct Options {
  std::string net, op, variant = "best", layers, out;
  std::optional<Index> batch;
  double seconds = 0.3;
};

std::vector<RooflineDot> dots_of_ops(const Options& options, Index batch, const Ceilings& ceilings) {
  BenchChoice choice{.op = options.op, .variant = options.variant, .seconds = options.seconds};
  if (!options.layers.empty()) {
    if (choice.op.empty()) choice.op = "conv2d";
    choice.layers = layer_cases(choice.op, find_layers(options.layers, batch));
  }
  expect_known_names(choice);
  std::vector<BenchRow> rows;
  bench_ops(
      choice, ceilings,
      [&](const std::vector<BenchRow>& measured) { rows.insert(rows.end(), measured.begin(), measured.end()); },
      [](const std::string& note) { fmt::print("{}\n", note); });
  return roofline_dots(rows);
}

void run(const Options& options, const VariantChoice& variants) {
  expect_seconds("--seconds", options.seconds);
  const Index batch = options.batch.value_or(options.net.empty() ? kLayersBatch : kNetBatch);
  expect_option("--batch", batch, 1);
  std::optional<StepReport> step;
  if (!options.net.empty()) step = bench_step(options.net, batch, variants, 10 * options.seconds);
  const Ceilings ceilings = measure_ceilings();
  const std::vector<RooflineDot> dots = step ? roofline_dots(*step) : dots_of_ops(options, batch, ceilings);
  const std::string what = step                     ? fmt::format("{}, batch {}", options.net, batch)
                           : options.layers.empty() ? (options.op.empty() ? "The ops" : options.op)
                                                    : fmt::format("{}, batch {}", options.layers, batch);
  const RooflineOptions picture{
      .title = fmt::format("{}, {} thread{}", what, ceilings.threads, ceilings.threads == 1 ? "" : "s"),
      .peak_gflops = ceilings.gflops,
      .peak_gigabytes = ceilings.gigabytes,
      .own_file = true};
  write_file(options.out, svg_roofline(picture, dots));
  fmt::print("{}\n{} dots drawn in {}\n", ceilings_text(ceilings), dots.size(), options.out);
}

}  // namespace

void add_roofline(Command app) {
  auto options = std::make_shared<Options>();
  auto variants = std::make_shared<VariantChoice>();
  Command sub = app.add_subcommand("roofline", "draw ops, or the layers of a net, below this machine's ceilings");
  Option net =
      sub.add_option("--net", options->net, "the layers of this network, in a training step").type_name("NAME");
  Option op = sub.add_option("--op", options->op, "only the cases of this op").type_name("NAME");
  Option variant =
      sub.add_option("--variant", options->variant, "which variant of the ops").type_name("NAME").capture_default_str();
  Option layers = sub.add_option("--layers", options->layers, "convolutions of a net or of a file, as in bench")
                      .type_name("NET|FILE");
  sub.add_option("--batch", options->batch, "images (default 128 with --net, 8 with --layers)").type_name("N");
  sub.add_option("--seconds", options->seconds, "time for each measurement (a net's: ten times that)")
      .capture_default_str();
  sub.add_option("--out", options->out, "the picture, as SVG").type_name("FILE").required();
  add_variant_options(sub, variants);
  sub.footer("Example: seven roofline --net alexnet --batch 32 --out roofline.svg");
  for (Option only_ops : {op, variant, layers}) only_ops.excludes(net);
  sub.callback([options, variants] { run(*options, *variants); });
}

}  // namespace seven::cli
