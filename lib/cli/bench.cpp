// seven bench: how fast the registered cases of an op run, or the whole training step of a net, on this machine.
#include <fmt/format.h>

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
#include "cli/command.h"
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
  std::string device = "cpu";
  bool peers = false;
  std::string net, peer, record;
  std::optional<Index> batch;
  std::optional<int> rounds;
  double seconds = 0.3;
  double limit = 5.0;
};

Index batch_of(const Options& options, Index fallback) {
  const Index batch = options.batch.value_or(fallback);
  expect_option("--batch", batch, 1);
  return batch;
}

Ceilings ceilings_for(Device device) { return device == Device::cuda ? Ceilings{} : measure_ceilings(); }

// Prints each problem's rows as soon as they are measured, and all in the end as JSON and as results.
void time_ops(const Options& options) {
  BenchChoice choice{.op = options.op,
                     .variant = options.variant,
                     .device = device_called(options.device),
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
    const std::string modules = elsewhere != nullptr ? elsewhere : std::string(kBuildDir) + "/peers";
    choice.peers = &peers.emplace(modules, choice.device);
  }
  const Ceilings ceilings = ceilings_for(choice.device);
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

// Our step and the peer's in turn, so that a machine that changes its speed changes it for both. The ceilings come
// last: their arrays are not to be counted as the net's memory.
void time_net(const Options& options, const VariantChoice& variants) {
  const Index batch = batch_of(options, kNetBatch);
  const int count = options.rounds.value_or(options.peer.empty() ? 1 : 3);
  expect_option("--rounds", count, 1);
  StepRounds rounds;
  for (int round = 0; round < count; ++round) {
    rounds.ours.push_back(
        bench_step(options.net, batch, variants, 10 * options.seconds, device_called(options.device)));
    const StepReport& ours = rounds.ours.back();
    fmt::print("{} batch {}, {} threads: median step {:.1f} ms, {:.1f} images/s, most memory held {:.0f} MiB\n",
               ours.net, ours.batch, ours.threads, 1e3 * ours.step.median, ours.images_per_second(),
               ours.peak_memory_mib);
    std::fflush(stdout);
    if (options.peer.empty()) continue;
    rounds.theirs.push_back(run_peer(options.peer));
    const PeerStep& theirs = rounds.theirs.back();
    fmt::print("peer: {:.1f} images/s, most memory held {}; ratio {:.2f}\n", theirs.images_per_second,
               theirs.peak_memory_mib > 0.0 ? fmt::format("{:.0f} MiB", theirs.peak_memory_mib) : "not said",
               ours.images_per_second() / theirs.images_per_second);
    std::fflush(stdout);
  }
  const Ceilings ceilings = ceilings_for(device_called(options.device));
  fmt::print("\n{}, {}\n{}\n\n{}", machine_text(this_machine()), today(), ceilings_text(ceilings),
             step_table(rounds.ours.back(), ceilings));
  if (!rounds.theirs.empty()) {
    fmt::print("{:.2f} times the peer's images a second, the median of {} rounds\n", rounds.ratio(), count);
  }
  if (options.record.empty()) return;
  record_result(options.record, fmt::format("{}-batch{}-threads{}", options.net, batch, threads()),
                step_result(rounds, options.peer, command_line()));
  fmt::print("recorded in {}/steps.md\n", options.record);
}

}  // namespace

void add_bench(Command app) {
  auto options = std::make_shared<Options>();
  auto variants = std::make_shared<VariantChoice>();
  Command sub = app.add_subcommand("bench", "how fast the ops are, or a whole training step");
  Option op = sub.add_option("--op", options->op, "only this op").type_name("NAME");
  Option variant = sub.add_option("--variant", options->variant, "only this variant").type_name("NAME");
  Option op_case =
      sub.add_option("--case", options->op_case, "this registered case, also if it is not one of the benchmark's")
          .type_name("NAME");
  Option layers =
      sub.add_option(
             "--layers", options->layers,
             "instead: the convolutions of a net, or of a file of lines \"name groups C H W K R S stride pad\"; "
             "with --op gemm, the products behind them")
          .type_name("NET|FILE");
  Option peers =
      sub.add_flag("--peers", options->peers,
                   "OpenBLAS (gemm) and oneDNN (conv2d) in turn with ours; with --device cuda, cuBLAS and cuDNN");
  Option json = sub.add_option("--json", options->json, "write the rows as JSON").type_name("FILE");
  Option net =
      sub.add_option("--net", options->net, "time whole training steps of this network instead").type_name("NAME");
  sub.add_option("--batch", options->batch,
                 "images a step with --net (default 128), a convolution with --layers (default 8)")
      .type_name("N");
  Option peer =
      sub.add_option("--peer", options->peer, "with --net: a command to time in turn, which prints \"N images/s\"")
          .type_name("COMMAND");
  Option rounds = sub.add_option("--rounds", options->rounds,
                                 "with --net: how often each side is timed (default: 3 beside a peer, else 1)")
                      .type_name("N");
  sub.add_option("--seconds", options->seconds, "time for each measurement (a net's: ten times that)")
      .capture_default_str();
  Option limit = sub.add_option("--limit", options->limit,
                                "leave out, with a word, what would take longer than this for one run (seconds)")
                     .capture_default_str();
  sub.add_option("--record", options->record, "write the results into this directory, as JSON and as tables")
      .type_name("DIR");
  add_device_option(sub, options->device);
  add_variant_options(sub, variants);
  sub.footer(
      "Example: seven bench --op conv2d\n         seven bench --layers alexnet --peers\n         seven bench --net "
      "cifar-18pct --peer \"python3 "
      "tests/peers/torch_step.py cifar-18pct 128 2 10\"");
  json.excludes(net);
  for (Option only_ops : {op, variant, op_case, layers, peers, limit}) only_ops.excludes(net);
  for (Option only_nets : {peer, rounds}) only_nets.needs(net);
  sub.callback([=] {
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
