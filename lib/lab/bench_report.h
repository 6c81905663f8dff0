// What a benchmark leaves behind: the table on the screen, JSON for other programs, recorded results for the pages.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "check/bench_ops.h"
#include "check/ceilings.h"

namespace seven {

// "float32 peak 235.1 GFLOP/s, copy 28.0 GB/s, 2 threads".
std::string ceilings_text(const Ceilings& ceilings);

// The heading of the table, and one line of it.
std::string bench_heading();
std::string bench_line(const BenchRow& row);

// How ours stand beside each peer over all rows: for each case and problem the fastest variant of ours, then the
// geometric mean of its ratios and the least of them. Empty without peers.
std::string peer_summary(const std::vector<BenchRow>& rows);

// {"machine": {...}, "rows": [...]}: what was measured, and where.
std::string bench_json(const std::vector<BenchRow>& rows, const Ceilings& ceilings, const std::string& command);

// Records the rows in DIRECTORY: the table <op>-beside-peers, one row a case and problem, if there were peers; the
// table <op>, one row a variant, if there were none. Returns the names of the tables.
std::vector<std::string> record_bench(const std::filesystem::path& directory, const std::vector<BenchRow>& rows,
                                      const Ceilings& ceilings, const std::string& command);

}  // namespace seven
