// seven bench: how fast the registered cases of an op run, or the whole training step of a net, on this machine.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "check/bench.h"
#include "check/registry.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "core/suggest.h"
#include "lab/bench_step.h"
#include "lab/results.h"

namespace seven::cli {

namespace {

struct Options {
  std::string op, variant, op_case, json;
  std::string net, peer, record;
  Index batch = 128;
  int rounds = 3;
  double seconds = 0.3;
};

nlohmann::ordered_json machine_json() {
  const Machine machine = this_machine();
  return {{"processor", machine.processor},
          {"cores", machine.cores},
          {"memory_gib", machine.memory_gib},
          {"system", machine.system},
          {"compiler", machine.compiler},
          {"vectors", machine.vectors},
          {"date", today()},
          {"command", command_line()}};
}

// Variants and cases are named within an op; with several ops, those that lack the name have nothing to time.
void expect_known_names(const Options& options) {
  std::vector<std::string> variants;
  std::vector<std::string> cases;
  if (!options.op.empty()) find_op(options.op);
  for (const Op& op : ops()) {
    if (!options.op.empty() && options.op != op.name) continue;
    variants.insert(variants.end(), op.variants.begin(), op.variants.end());
    for (const OpCase& op_case : op.cases) cases.push_back(op_case.name);
  }
  const auto known = [](const std::string& name, const std::vector<std::string>& names) {
    return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  const std::string of_op = options.op.empty() ? "" : " of " + options.op;
  if (!known(options.variant, variants)) throw unknown_name("variant" + of_op, options.variant, variants);
  if (!known(options.op_case, cases)) throw unknown_name("case" + of_op, options.op_case, cases);
}

void bench_ops(const Options& options) {
  expect_known_names(options);
  fmt::print("{}, {} threads, {}\n\n", machine_text(this_machine()), threads(), today());
  fmt::print("{:<11} {:<14} {:<18} {:<12} {:>11} {:>9} {:>8}\n", "op", "variant", "case", "problem", "median ms",
             "GFLOP/s", "GB/s");
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Op& op : ops()) {
    if (!options.op.empty() && options.op != op.name) continue;
    for (const OpCase& op_case : op.cases) {
      const bool wanted = options.op_case.empty() ? op_case.benchmark : op_case.name == options.op_case;
      if (!wanted) continue;
      for (const std::string& variant : op.variants) {
        if (!options.variant.empty() && options.variant != variant) continue;
        for (const BenchRow& row : bench_case(op, variant, op_case, options.seconds)) {
          fmt::print("{:<11} {:<14} {:<18} {:<12} {:>11.3f} {:>9.1f} {:>8.1f}\n", row.op, row.variant, row.op_case,
                     row.problem, 1e3 * row.time.median, row.gflops, row.gigabytes);
          std::fflush(stdout);
          rows.push_back({{"op", row.op},
                          {"case", row.op_case},
                          {"problem", row.problem},
                          {"variant", row.variant},
                          {"threads", row.threads},
                          {"median_s", row.time.median},
                          {"min_s", row.time.minimum},
                          {"gflops", row.gflops},
                          {"gbps", row.gigabytes}});
        }
      }
    }
  }
  if (!options.json.empty())
    write_file(options.json, nlohmann::ordered_json{{"machine", machine_json()}, {"rows", rows}}.dump(2) + "\n");
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Our step and the peer's in turn, so that a machine that changes its speed changes it for both.
void bench_net(const Options& options, const VariantChoice& variants) {
  expect_option("--batch", options.batch, 1);
  expect_option("--rounds", options.rounds, 1);
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    const Timing step = bench_step(options.net, options.batch, variants, 10 * options.seconds);
    ours.push_back(static_cast<double>(options.batch) / step.median);
    fmt::print("{} batch {}, {} threads: median step {:.1f} ms, {:.0f} images/s\n", options.net, options.batch,
               threads(), 1e3 * step.median, ours.back());
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
                    {"batch", std::to_string(options.batch)},
                    {"threads", std::to_string(threads())},
                    {"images/s", fmt::format("{:.0f}", median(ours))},
                    {"peer's images/s", theirs.empty() ? "" : fmt::format("{:.0f}", median(theirs))},
                    {"ratio", ratios.empty() ? "" : fmt::format("{:.2f}", median(ratios))},
                    {"peer", options.peer}};
  result.command = command_line();
  result.machine = this_machine();
  result.date = today();
  record_result(options.record, fmt::format("{}-batch{}-threads{}", options.net, options.batch, threads()), result);
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
  CLI::Option* json = sub->add_option("--json", options->json, "write the rows as JSON")->type_name("FILE");
  CLI::Option* net =
      sub->add_option("--net", options->net, "time whole training steps of this network instead")->type_name("NAME");
  CLI::Option* batch =
      sub->add_option("--batch", options->batch, "images a step, with --net")->type_name("N")->capture_default_str();
  CLI::Option* peer =
      sub->add_option("--peer", options->peer, "with --net: a command to time in turn, which prints \"N images/s\"")
          ->type_name("COMMAND");
  CLI::Option* rounds = sub->add_option("--rounds", options->rounds, "with --net: how often each side is timed")
                            ->type_name("N")
                            ->capture_default_str();
  sub->add_option("--seconds", options->seconds, "time for each measurement (a net's: ten times that)")
      ->capture_default_str();
  CLI::Option* record =
      sub->add_option("--record", options->record, "with --net: write the result as JSON into this directory")
          ->type_name("DIR");
  add_variant_options(*sub, variants);
  sub->footer(
      "Example: seven bench --op conv2d\n         seven bench --net cifar-18pct --peer \"python3 "
      "tests/peers/torch_step.py cifar-18pct 128 2 10\"");
  json->excludes(net);
  for (CLI::Option* only_ops : {op, variant, op_case}) only_ops->excludes(net);
  for (CLI::Option* only_nets : {batch, peer, rounds, record}) only_nets->needs(net);
  sub->callback([=] {
    if (!std::isfinite(options->seconds) || options->seconds <= 0.0) {
      throw Error("a measurement needs some time")
          .where("--seconds")
          .expected("a number above 0")
          .got(fmt::format("{}", options->seconds))
          .wrong_use();
    }
    if (options->net.empty()) {
      bench_ops(*options);
    } else {
      bench_net(*options, *variants);
    }
  });
}

}  // namespace seven::cli
