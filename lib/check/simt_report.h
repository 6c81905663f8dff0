// What was seen of kernels on the SIMT device: findings, counts for each line, and who touched which word. Made by a
// checker in this process, or by a student's program in one of its own, which hands it over as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cuda/simt/check/finding.h"
#include "cuda/simt/check/profile.h"
#include "cuda/simt/check/touched.h"

namespace seven {

namespace simt {
class Checker;
}

struct SimtFinding {
  simt::Finding finding;
  std::string op_case;  // of the registry; "" for a program
};

struct SimtReport {
  std::vector<SimtFinding> findings;
  std::vector<simt::LineCounts> lines;
  std::uint64_t launches = 0, blocks = 0;
  std::uint64_t barriers = 0;  // that blocks passed
  bool cut = false;            // see Profile::cut
  simt::Touched touched;       // of one launch, if that was asked for
  std::vector<std::string> op_cases;
  std::string error;  // what ended a program's main(), "" if it came to its end
};

// Adds what the checker has seen.
void add_to(SimtReport& report, const simt::Checker& checker, const std::string& op_case);

// The findings, one below the other, the first `most` of them.
std::string findings_text(const SimtReport& report, std::size_t most = 20);
// The source with the counts in its margin.
std::string profile_text(const SimtReport& report);

// For graders and test suites; names and meaning stay as they are:
//
//   {"format": "seven-simt-1", "target", "command", "op_cases": [...], "launches", "blocks", "barriers", "cut",
//   "error",
//    "findings": [{"kind", "kernel", "file", "line", "what", "text", "count", "op_case"}],
//    "lines": [{"file", "line", "source", "memory", "space": "device|shared", "access": "load|store|atomic", "bytes",
//               "accesses", "requests", "sectors", "wavefronts", "ideal", "diverged"}]}
//
// `kind` is one of the words of cuda/simt/check/finding.h; the counts are those of cuda/simt/check/profile.h.
std::string simt_json(const SimtReport& report, const std::string& target, const std::string& command);

// The same with what a picture is drawn from; and back. Throws Error for a text that is not such a report.
std::string simt_message(const SimtReport& report);
SimtReport read_simt_message(const std::string& text);

}  // namespace seven
