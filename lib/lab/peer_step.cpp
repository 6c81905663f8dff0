// A training step in another program: run, its numbers read from what it prints, and set beside ours.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "core/error.h"
#include "lab/bench_step.h"

namespace seven {

namespace {

// The number that stands before the last `unit`, such as " images/s"; 0 if there is none.
double number_before(const std::string& text, const std::string& unit) {
  const std::size_t end = text.rfind(unit);
  if (end == std::string::npos || end == 0) return 0.0;
  const std::size_t space = text.find_last_of(" \n", end - 1);
  return std::strtod(text.c_str() + (space == std::string::npos ? 0 : space + 1), nullptr);
}

std::string rate_text(double images_per_second) {
  return images_per_second > 0.0 ? fmt::format("{:.{}f}", images_per_second, images_per_second < 100.0 ? 1 : 0) : "";
}

std::string memory_text(double mib) { return mib > 0.0 ? fmt::format("{:.0f} MiB", mib) : ""; }

}  // namespace

PeerStep read_peer(const std::string& output, const std::string& command) {
  const PeerStep step{.images_per_second = number_before(output, " images/s"),
                      .peak_memory_mib = number_before(output, " MiB")};
  if (step.images_per_second > 0.0) return step;
  throw Error("the peer printed no rate")
      .where(command)
      .expected("a line with \"N images/s\"")
      .got(output.empty() ? "nothing" : output)
      .fix("run the command by itself to see what it lacks");
}

PeerStep run_peer(const std::string& command) {
  const auto close = [](std::FILE* pipe) { ::pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
  if (!pipe) throw Error("the peer could not be started").where(command);
  std::string output;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) output += buffer.data();
  return read_peer(output, command);
}

double StepRounds::images_per_second() const {
  std::vector<double> rates;
  for (const StepReport& report : ours) rates.push_back(report.images_per_second());
  return median(rates);
}

double StepRounds::peer_images_per_second() const {
  std::vector<double> rates;
  for (const PeerStep& step : theirs) rates.push_back(step.images_per_second);
  return median(rates);
}

double StepRounds::ratio() const {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < theirs.size(); ++i)
    ratios.push_back(ours[i].images_per_second() / theirs[i].images_per_second);
  return median(ratios);
}

Result step_result(const StepRounds& rounds, const std::string& peer, const std::string& command) {
  const StepReport& report = rounds.ours.back();
  Result result;
  result.table = "steps";
  result.columns = {{"net", report.net},
                    {"batch", std::to_string(report.batch)},
                    {"threads", std::to_string(report.threads)},
                    {"images/s", rate_text(rounds.images_per_second())},
                    {"peer's images/s", rate_text(rounds.peer_images_per_second())},
                    {"ratio", rounds.theirs.empty() ? "" : fmt::format("{:.2f}", rounds.ratio())},
                    {"most memory held", memory_text(report.peak_memory_mib)},
                    {"peer's memory", rounds.theirs.empty() ? "" : memory_text(rounds.theirs.back().peak_memory_mib)},
                    {"peer", peer}};
  result.command = command;
  result.machine = this_machine();
  result.date = today();
  return result;
}

}  // namespace seven
