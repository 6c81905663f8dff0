// Measured results: one JSON file a run in docs/results/, and the tables made from all of them. No number in the
// project's pages is written by hand.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/machine.h"

namespace seven {

// One row of a table: what was measured, in columns, and how to measure it again.
struct Result {
  std::string table;                                         // "training", "steps": the file and the title of the table
  std::vector<std::pair<std::string, std::string>> columns;  // name and value, in order
  std::string command;
  Machine machine;
  std::string date;
};

// Writes the result as DIRECTORY/<table>/<slug>.json (replacing an older one of the same slug) and makes
// DIRECTORY/<table>.md anew from all JSON files of that table. In the README.md two folders up and in those of the
// chapters there (chapters/*/README.md), what stands between the lines "<!-- results: <table> -->" and
// "<!-- end of results -->" becomes the table. Throws Error.
void record_result(const std::filesystem::path& directory, const std::string& slug, const Result& result);

}  // namespace seven
