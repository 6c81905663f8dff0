// seven bench: how fast the registered cases of an op run, or the whole training step of a net, on this machine.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "build_info.h"
#include "check/bench_ops.h"
#include "check/ceilings.h"
#include "check/layers.h"
#include "check/peers.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "lab/bench_report.h"
#include "lab/bench_step.h"
#include "lab/results.h"

namespace seven::cli {

namespace {

struct Options {
  std::string op, variant, op_case, layers, json;
  bool peers = false;
  std::string net, peer, record;
  std::optional<Index> batch;
  int rounds = 3;
  double seconds = 0.3;
  double limit = 5.0;
};

constexpr Index kLayersBatch = 8;
constexpr Index kNetBatch = 128;

Index batch_of(const Options& options, Index fallback) {
  const Index batch = options.batch.value_or(fallback);
  expect_option("--batch", batch, 1);
  return batch;
}

// Prints each problem's rows as soon as they are measured, and all in the end as JSON and as results.
void time_ops(const Options& options) {
  BenchChoice choice{.op = options.op,
                     .variant = options.variant,
                     .op_case = options.op_case,
                     .seconds = options.seconds,
                     .limit = options.limit};
  if (!options.layers.empty()) {
    if (choice.op.empty()) choice.op = "conv2d";
    choice.layers = layer_cases(choice.op, find_layers(options.layers, batch_of(options, kLayersBatch)));
  }
  expect_known_names(choice);
  std::optional<Peers> peers;
  if (options.peers) {
    const char* elsewhere = std::getenv("SEVEN_PEERS");
    choice.peers = &peers.emplace(elsewhere != nullptr ? elsewhere : std::string(kBuildDir) + "/peers");
  }
  const Ceilings ceilings = measure_ceilings();
  fmt::print("{}, {}\n{}\n\n{}", machine_text(this_machine()), today(), ceilings_text(ceilings), bench_heading());
  std::vector<BenchRow> rows;
  bench_ops(
      choice, ceilings,
      [&](const std::vector<BenchRow>& measured) {
        for (const BenchRow& row : measured) fmt::print("{}", bench_line(row));
        std::fflush(stdout);
        rows.insert(rows.end(), measured.begin(), measured.end());
      },
      [](const std::string& note) {
        fmt::print("{}\n", note);
        std::fflush(stdout);
      });
  if (const std::string summary = peer_summary(rows); !summary.empty()) fmt::print("\n{}", summary);
  if (!options.json.empty()) write_file(options.json, bench_json(rows, ceilings, command_line()));
  if (options.record.empty()) return;
  for (const std::string& table : record_bench(options.record, rows, ceilings, command_line()))
    fmt::print("recorded in {}/{}.md\n", options.record, table);
}

void expect_seconds(const std::string& option, double value) {
  if (std::isfinite(value) && value > 0.0) return;
  throw Error("a measurement needs some time")
      .where(option)
      .expected("a number above 0")
      .got(fmt::format("{}", value))
      .wrong_use();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Our step and the peer's in turn, so that a machine that changes its speed changes it for both.
void time_net(const Options& options, const VariantChoice& variants) {
  const Index batch = batch_of(options, kNetBatch);
  expect_option("--rounds", options.rounds, 1);
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    const Timing step = bench_step(options.net, batch, variants, 10 * options.seconds);
    ours.push_back(static_cast<double>(batch) / step.median);
    fmt::print("{} batch {}, {} threads: median step {:.1f} ms, {:.0f} images/s\n", options.net, batch, threads(),
               1e3 * step.median, ours.back());
    std::fflush(stdout);
    if (options.peer.empty()) continue;
    theirs.push_back(peer_images_per_second(options.peer));
    ratios.push_back(ours.back() / theirs.back());
    fmt::print("peer: {:.0f} images/s; ratio {:.2f}\n", theirs.back(), ratios.back());
    std::fflush(stdout);
  }
  if (options.record.empty()) return;
  Result result;
  result.table = "steps";
  result.columns = {{"net", options.net},
                    {"batch", std::to_string(batch)},
                    {"threads", std::to_string(threads())},
                    {"images/s", fmt::format("{:.0f}", median(ours))},
                    {"peer's images/s", theirs.empty() ? "" : fmt::format("{:.0f}", median(theirs))},
                    {"ratio", ratios.empty() ? "" : fmt::format("{:.2f}", median(ratios))},
                    {"peer", options.peer}};
  result.command = command_line();
  result.machine = this_machine();
  result.date = today();
  record_result(options.record, fmt::format("{}-batch{}-threads{}", options.net, batch, threads()), result);
  fmt::print("recorded in {}/steps.md\n", options.record);
}

}  // namespace

void add_bench(CLI::App& app) {
  auto options = std::make_shared<Options>();
  auto variants = std::make_shared<VariantChoice>();
  CLI::App* sub = app.add_subcommand("bench", "how fast the ops are, or a whole training step");
  CLI::Option* op = sub->add_option("--op", options->op, "only this op")->type_name("NAME");
  CLI::Option* variant = sub->add_option("--variant", options->variant, "only this variant")->type_name("NAME");
  CLI::Option* op_case =
      sub->add_option("--case", options->op_case, "this registered case, also if it is not one of the benchmark's")
          ->type_name("NAME");
  CLI::Option* layers =
      sub->add_option(
             "--layers", options->layers,
             "instead: the convolutions of a net, or of a file of lines \"name groups C H W K R S stride pad\"; "
             "with --op gemm, the products behind them")
          ->type_name("NET|FILE");
  CLI::Option* peers =
      sub->add_flag("--peers", options->peers, "OpenBLAS (gemm) and oneDNN (conv2d) in turn with ours");
  CLI::Option* json = sub->add_option("--json", options->json, "write the rows as JSON")->type_name("FILE");
  CLI::Option* net =
      sub->add_option("--net", options->net, "time whole training steps of this network instead")->type_name("NAME");
  sub->add_option("--batch", options->batch,
                  "images a step with --net (default 128), a convolution with --layers (default 8)")
      ->type_name("N");
  CLI::Option* peer =
      sub->add_option("--peer", options->peer, "with --net: a command to time in turn, which prints \"N images/s\"")
          ->type_name("COMMAND");
  CLI::Option* rounds = sub->add_option("--rounds", options->rounds, "with --net: how often each side is timed")
                            ->type_name("N")
                            ->capture_default_str();
  sub->add_option("--seconds", options->seconds, "time for each measurement (a net's: ten times that)")
      ->capture_default_str();
  CLI::Option* limit = sub->add_option("--limit", options->limit,
                                       "leave out, with a word, what would take longer than this for one run (seconds)")
                           ->capture_default_str();
  sub->add_option("--record", options->record, "write the results into this directory, as JSON and as tables")
      ->type_name("DIR");
  add_variant_options(*sub, variants);
  sub->footer(
      "Example: seven bench --op conv2d\n         seven bench --layers alexnet --peers\n         seven bench --net "
      "cifar-18pct --peer \"python3 "
      "tests/peers/torch_step.py cifar-18pct 128 2 10\"");
  json->excludes(net);
  for (CLI::Option* only_ops : {op, variant, op_case, layers, peers, limit}) only_ops->excludes(net);
  for (CLI::Option* only_nets : {peer, rounds}) only_nets->needs(net);
  sub->callback([=] {
    if (options->batch && options->net.empty() && options->layers.empty()) {
      throw Error("a batch is for --net or for --layers").where("--batch").wrong_use();
    }
    expect_seconds("--seconds", options->seconds);
    expect_seconds("--limit", options->limit);
    if (options->net.empty()) {
      time_ops(*options);
    } else {
      time_net(*options, *variants);
    }
  });
}

}  // namespace seven::cli
