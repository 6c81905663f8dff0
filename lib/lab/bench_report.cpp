#include "lab/bench_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/machine.h"
#include "lab/machine_json.h"
#include "lab/results.h"

namespace seven {

namespace {

std::string ratio_text(double ratio) { return ratio > 0.0 ? fmt::format("{:.2f}", ratio) : ""; }
std::string share_text(double share) { return share > 0.0 ? fmt::format("{:.0f} %", 100.0 * share) : ""; }

bool same_problem(const BenchRow& a, const BenchRow& b) {
  return a.op == b.op && a.op_case == b.op_case && a.problem == b.problem;
}

// For each case and problem: the fastest of ours and the fastest of the peers.
struct Pair {
  const BenchRow* ours = nullptr;
  const BenchRow* peer = nullptr;
};

std::vector<Pair> pairs_of(const std::vector<BenchRow>& rows) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || !same_problem(rows[i - 1], rows[i])) pairs.emplace_back();
    const BenchRow*& best = rows[i].is_peer() ? pairs.back().peer : pairs.back().ours;
    if (best == nullptr || rows[i].time.median < best->time.median) best = &rows[i];
  }
  std::erase_if(pairs, [](const Pair& pair) { return pair.ours == nullptr || pair.peer == nullptr; });
  return pairs;
}

std::string slug_of(const BenchRow& row, const std::string& variant) {
  std::string slug = fmt::format("{}-{}{}-threads{}", row.op_case, row.problem, variant, row.threads);
  std::replace_if(
      slug.begin(), slug.end(), [](char c) { return c == ':' || c == '/' || c == ' '; }, '-');
  return slug;
}

}  // namespace

std::string ceilings_text(const Ceilings& ceilings) {
  if (!ceilings.known()) return "a GPU, whose ceilings are not measured: no share of a roof";
  return fmt::format("float32 peak {:.1f} GFLOP/s, copy {:.1f} GB/s, {} thread{}", ceilings.gflops, ceilings.gigabytes,
                     ceilings.threads, ceilings.threads == 1 ? "" : "s");
}

std::string bench_heading() {
  return fmt::format("{:<10} {:<16} {:<19} {:<11} {:>10} {:>8} {:>7} {:>7} {:>8} {:>7}\n", "op", "variant", "case",
                     "problem", "median ms", "GFLOP/s", "GB/s", "of roof", "speed-up", "to peer");
}

std::string bench_line(const BenchRow& row) {
  return fmt::format("{:<10} {:<16} {:<19} {:<11} {:>10.3f} {:>8.1f} {:>7.1f} {:>7} {:>8} {:>7}\n", row.op, row.variant,
                     row.op_case, row.problem, 1e3 * row.time.median, row.gflops, row.gigabytes, share_text(row.share),
                     ratio_text(row.speedup), ratio_text(row.peer_ratio));
}

std::string peer_summary(const std::vector<BenchRow>& rows) {
  const std::vector<Pair> pairs = pairs_of(rows);
  std::vector<std::string> ops;
  for (const Pair& pair : pairs) {
    if (std::find(ops.begin(), ops.end(), pair.ours->op) == ops.end()) ops.push_back(pair.ours->op);
  }
  std::string text;
  for (const std::string& op : ops) {
    double logarithms = 0.0;
    int count = 0;
    const BenchRow* least = nullptr;
    for (const Pair& pair : pairs) {
      if (pair.ours->op != op) continue;
      logarithms += std::log(pair.ours->peer_ratio);
      ++count;
      if (least == nullptr || pair.ours->peer_ratio < least->peer_ratio) least = pair.ours;
    }
    text += fmt::format("{}: {:.2f} times the fastest peer in the geometric mean of {}, at the least {:.2f} ({} {})\n",
                        op, std::exp(logarithms / count), count, least->peer_ratio, least->op_case, least->problem);
  }
  return text;
}

std::string bench_json(const std::vector<BenchRow>& rows, const Ceilings& ceilings, const std::string& command) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const BenchRow& row : rows) {
    list.push_back({{"op", row.op},
                    {"case", row.op_case},
                    {"problem", row.problem},
                    {"variant", row.variant},
                    {"threads", row.threads},
                    {"median_s", row.time.median},
                    {"min_s", row.time.minimum},
                    {"gflops", row.gflops},
                    {"gbps", row.gigabytes},
                    {"roofline_share", row.share}});
  }
  Json where = machine_json(this_machine());
  where["date"] = today();
  where["command"] = command;
  where["ceilings"] = {{"threads", ceilings.threads}, {"gflops", ceilings.gflops}, {"gbps", ceilings.gigabytes}};
  const Json json = {{"machine", where}, {"rows", list}};
  return json.dump(2) + "\n";
}

std::vector<std::string> record_bench(const std::filesystem::path& directory, const std::vector<BenchRow>& rows,
                                      const Ceilings& ceilings, const std::string& command) {
  const std::vector<Pair> pairs = pairs_of(rows);
  const std::string ceiling =
      ceilings.known() ? fmt::format("{:.0f} GFLOP/s, {:.0f} GB/s", ceilings.gflops, ceilings.gigabytes) : "";
  std::vector<std::string> tables;
  const auto record = [&](const std::string& table, const std::string& slug,
                          std::vector<std::pair<std::string, std::string>> columns) {
    record_result(directory, slug,
                  {.table = table,
                   .columns = std::move(columns),
                   .command = command,
                   .machine = this_machine(),
                   .date = today()});
    if (std::find(tables.begin(), tables.end(), table) == tables.end()) tables.push_back(table);
  };
  for (const Pair& pair : pairs) {
    const BenchRow& ours = *pair.ours;
    record(ours.op + "-beside-peers", slug_of(ours, ""),
           {{"case", ours.op_case},
            {"problem", ours.problem},
            {"threads", std::to_string(ours.threads)},
            {"variant", ours.variant},
            {"GFLOP/s", fmt::format("{:.1f}", ours.gflops)},
            {"peer", pair.peer->variant.substr(std::string("peer:").size())},
            {"peer's GFLOP/s", fmt::format("{:.1f}", pair.peer->gflops)},
            {"ratio", ratio_text(ours.peer_ratio)},
            {"of the roofline", share_text(ours.share)},
            {"ceilings", ceiling}});
  }
  if (!pairs.empty()) return tables;
  for (const BenchRow& row : rows) {
    record(row.op, slug_of(row, "-" + row.variant),
           {{"case", row.op_case},
            {"problem", row.problem},
            {"variant", row.variant},
            {"threads", std::to_string(row.threads)},
            {"median ms", fmt::format("{:.3f}", 1e3 * row.time.median)},
            {"GFLOP/s", fmt::format("{:.1f}", row.gflops)},
            {"GB/s", fmt::format("{:.1f}", row.gigabytes)},
            {"of the roofline", share_text(row.share)},
            {"speed-up", ratio_text(row.speedup)},
            {"ceilings", ceiling}});
  }
  return tables;
}

}  // namespace seven
