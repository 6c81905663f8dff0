#include "check/simt_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.h"
#if defined(SEVEN_SIMT)
#include "cuda/simt/check/checker.h"
#endif

namespace seven {

namespace {

using Json = nlohmann::ordered_json;

std::string last_part(const std::string& path) { return std::filesystem::path(path).filename().string(); }

simt::Kind kind_called(const std::string& word) {
  for (int kind = 0; kind <= static_cast<int>(simt::Kind::crash); ++kind) {
    if (word == name(static_cast<simt::Kind>(kind))) return static_cast<simt::Kind>(kind);
  }
  throw Error("there is no such kind of finding").got(word);
}

Json json_of(const SimtFinding& one) {
  const simt::Finding& f = one.finding;
  return {{"kind", name(f.kind)}, {"kernel", f.kernel}, {"file", f.file},   {"line", f.line},
          {"what", f.what},       {"text", f.text},     {"count", f.count}, {"op_case", one.op_case}};
}

SimtFinding finding_from(const Json& j) {
  simt::Finding f;
  f.kind = kind_called(j.at("kind"));
  f.kernel = j.at("kernel");
  f.file = j.at("file");
  f.line = j.at("line");
  f.what = j.at("what");
  f.text = j.at("text");
  f.count = j.at("count");
  return {f, j.at("op_case")};
}

Json json_of(const simt::LineCounts& l) {
  return {{"file", last_part(l.file)},
          {"line", l.line},
          {"source", l.text},
          {"memory", l.memory},
          {"space", l.shared ? "shared" : "device"},
          {"access", l.atomic  ? "atomic"
                     : l.write ? "store"
                               : "load"},
          {"bytes", l.bytes},
          {"accesses", l.accesses},
          {"requests", l.requests},
          {"sectors", l.sectors},
          {"wavefronts", l.wavefronts},
          {"ideal", l.ideal},
          {"diverged", l.diverged}};
}

simt::LineCounts line_from(const Json& j) {
  simt::LineCounts l;
  l.file = j.at("file");
  l.line = j.at("line");
  l.text = j.at("source");
  l.memory = j.at("memory");
  l.shared = j.at("space") == "shared";
  l.atomic = j.at("access") == "atomic";
  l.write = j.at("access") != "load";
  l.bytes = j.at("bytes");
  l.accesses = j.at("accesses");
  l.requests = j.at("requests");
  l.sectors = j.at("sectors");
  l.wavefronts = j.at("wavefronts");
  l.ideal = j.at("ideal");
  l.diverged = j.at("diverged");
  return l;
}

Json json_of(const simt::Touched& touched) {
  Json memories = Json::array();
  for (const simt::TouchedMemory& memory : touched.memory) {
    Json words = Json::array();
    for (const simt::TouchedWord& w : memory.words)
      words.push_back({w.read, w.write, w.count, w.block, w.thread, w.by_other_warps});
    memories.push_back({{"name", memory.name}, {"shared", memory.shared}, {"bytes", memory.bytes}, {"words", words}});
  }
  return {{"kernel", touched.kernel},
          {"grid", {touched.grid.x, touched.grid.y, touched.grid.z}},
          {"block", {touched.block.x, touched.block.y, touched.block.z}},
          {"memory", memories}};
}

simt::Touched touched_from(const Json& j) {
  const auto size = [](const Json& d) { return dim3(d.at(0), d.at(1), d.at(2)); };
  simt::Touched touched;
  touched.kernel = j.at("kernel");
  touched.grid = size(j.at("grid"));
  touched.block = size(j.at("block"));
  for (const Json& m : j.at("memory")) {
    simt::TouchedMemory memory{m.at("name"), m.at("shared"), m.at("bytes"), {}};
    for (const Json& w : m.at("words")) memory.words.push_back({w.at(0), w.at(1), w.at(2), w.at(3), w.at(4), w.at(5)});
    touched.memory.push_back(std::move(memory));
  }
  return touched;
}

void add_body(Json& j, const SimtReport& report) {
  j["op_cases"] = report.op_cases;
  j["launches"] = report.launches;
  j["blocks"] = report.blocks;
  j["barriers"] = report.barriers;
  j["cut"] = report.cut;
  j["error"] = report.error;
  j["findings"] = Json::array();
  for (const SimtFinding& finding : report.findings) j["findings"].push_back(json_of(finding));
  j["lines"] = Json::array();
  for (const simt::LineCounts& line : report.lines) j["lines"].push_back(json_of(line));
}

}  // namespace

void add_to([[maybe_unused]] SimtReport& report, [[maybe_unused]] const simt::Checker& checker,
            [[maybe_unused]] const std::string& op_case) {
#if defined(SEVEN_SIMT)
  // Where a barrier is missing, a thread may read what nobody has written yet: the race says more, and comes first.
  std::vector<simt::Finding> findings = checker.findings();
  std::stable_partition(findings.begin(), findings.end(), [&](const simt::Finding& one) {
    return one.kind != simt::Kind::uninitialised ||
           std::none_of(checker.findings().begin(), checker.findings().end(), [&](const simt::Finding& other) {
             return other.kind == simt::Kind::race && other.kernel == one.kernel;
           });
  });
  for (const simt::Finding& finding : findings) report.findings.push_back({finding, op_case});
  const std::vector<simt::LineCounts> lines = checker.profile().lines();
  report.lines.insert(report.lines.end(), lines.begin(), lines.end());
  report.launches += checker.launches();
  report.blocks += checker.blocks();
  report.barriers += checker.profile().barriers();
  report.cut |= checker.profile().cut();
  if (!checker.touched().kernel.empty()) report.touched = checker.touched();
  if (!op_case.empty()) report.op_cases.push_back(op_case);
#endif
}

std::string findings_text(const SimtReport& report, std::size_t most) {
  std::string all;
  for (std::size_t i = 0; i < report.findings.size() && i < most; ++i) {
    const SimtFinding& one = report.findings[i];
    all += one.finding.full_text() + (one.op_case.empty() ? "" : "  case " + one.op_case + "\n") + "\n";
  }
  if (report.findings.size() > most) all += fmt::format("and {} more\n", report.findings.size() - most);
  return all;
}

std::string profile_text([[maybe_unused]] const SimtReport& report) {
#if defined(SEVEN_SIMT)
  return simt::profile_text(report.lines, report.barriers, report.cut);
#else
  return "";
#endif
}

std::string simt_json(const SimtReport& report, const std::string& target, const std::string& command) {
  Json j{{"format", "seven-simt-1"}, {"target", target}, {"command", command}};
  add_body(j, report);
  return j.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string simt_message(const SimtReport& report) {
  Json j;
  add_body(j, report);
  j["touched"] = json_of(report.touched);
  return j.dump(-1, ' ', false, Json::error_handler_t::replace);
}

SimtReport read_simt_message(const std::string& text) {
  try {
    const Json j = Json::parse(text);
    SimtReport report;
    report.op_cases = j.at("op_cases").get<std::vector<std::string>>();
    report.launches = j.at("launches");
    report.blocks = j.at("blocks");
    report.barriers = j.at("barriers");
    report.cut = j.at("cut");
    report.error = j.at("error");
    for (const Json& finding : j.at("findings")) report.findings.push_back(finding_from(finding));
    for (const Json& line : j.at("lines")) report.lines.push_back(line_from(line));
    report.touched = touched_from(j.at("touched"));
    return report;
  } catch (const nlohmann::json::exception& error) {
    throw Error("a program's report cannot be read").got(error.what());
  }
}

}  // namespace seven
