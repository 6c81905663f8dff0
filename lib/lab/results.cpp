#include "lab/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "lab/machine_json.h"

namespace seven {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json to_json(const Result& result) {
  Json columns = Json::object();
  for (const auto& [name, value] : result.columns) columns[name] = value;
  return {{"table", result.table},
          {"columns", columns},
          {"command", result.command},
          {"date", result.date},
          {"machine", machine_json(result.machine)}};
}

Result from_json(const Json& json) {
  Result result;
  result.table = json.at("table");
  for (const auto& [name, value] : json.at("columns").items()) result.columns.emplace_back(name, value);
  result.command = json.at("command");
  result.date = json.at("date");
  const Json& machine = json.at("machine");
  result.machine = {.processor = machine.at("processor"),
                    .cores = machine.at("cores"),
                    .memory_gib = machine.at("memory_gib"),
                    .system = machine.at("system"),
                    .compiler = machine.at("compiler"),
                    .vectors = machine.at("vectors")};
  return result;
}

bool same_source(const Result& a, const Result& b) {
  return a.command == b.command && a.date == b.date && machine_text(a.machine) == machine_text(b.machine);
}

// The columns of all results, for some may have been recorded before a column came to the table: the longest list, and
// what others have beside it.
std::vector<std::string> columns_of(const std::vector<Result>& results) {
  const Result& longest = *std::max_element(results.begin(), results.end(), [](const Result& a, const Result& b) {
    return a.columns.size() < b.columns.size();
  });
  std::vector<std::string> names;
  const auto add = [&](const Result& result) {
    for (const auto& [name, value] : result.columns) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  };
  add(longest);
  for (const Result& result : results) add(result);
  return names;
}

// Machine, date and command stand in each row; or once below the table, if they are the same for several rows.
std::string table_rows(const std::vector<Result>& results) {
  if (results.empty()) return "";
  const Result& first = results.front();
  const bool once = results.size() > 1 &&
                    std::all_of(results.begin(), results.end(), [&](const Result& r) { return same_source(r, first); });
  std::string text = "|";
  std::string rule = "|";
  const std::vector<std::string> columns = columns_of(results);
  for (const std::string& name : columns) {
    text += " " + name + " |";
    rule += "---|";
  }
  text += once ? "\n" + rule + "\n" : " machine | date | command |\n" + rule + "---|---|---|\n";
  for (const Result& result : results) {
    text += "|";
    for (const std::string& name : columns) {
      const auto column = std::find_if(result.columns.begin(), result.columns.end(),
                                       [&](const auto& each) { return each.first == name; });
      text += " " + (column == result.columns.end() ? "" : column->second) + " |";
    }
    if (!once) text += fmt::format(" {} | {} | `{}` |", machine_text(result.machine), result.date, result.command);
    text += "\n";
  }
  if (once) {
    text += fmt::format("\nMeasured by `{}` on {}, {}.\n", first.command, machine_text(first.machine), first.date);
  }
  return text;
}

// Puts the table between the page's two marks, if it has them.
void update_page(const fs::path& page, const std::string& table, const std::string& rows) {
  if (!fs::exists(page)) return;
  const std::string begin = "<!-- results: " + table + " -->\n";
  std::string text = read_file(page);
  const std::size_t from = text.find(begin);
  if (from == std::string::npos) return;
  const std::size_t first = from + begin.size();
  const std::size_t last = text.find("<!-- end of results -->", first);
  if (last == std::string::npos) return;
  // A begin without its own end must not swallow what stands before the next table's.
  if (text.find("<!-- results: ", first) < last) return;
  text.replace(first, last - first, rows);
  write_file(page, text);
}

// The pages that may have marks: the project's and those of its chapters.
std::vector<fs::path> pages_of(const fs::path& project) {
  std::vector<fs::path> pages = {project / "README.md"};
  if (!fs::is_directory(project / "chapters")) return pages;
  for (const auto& entry : fs::directory_iterator(project / "chapters")) pages.push_back(entry.path() / "README.md");
  return pages;
}

}  // namespace

void record_result(const fs::path& directory, const std::string& slug, const Result& result) {
  const fs::path folder = directory / result.table;
  make_directories(folder);
  write_file(folder / (slug + ".json"), to_json(result).dump(2) + "\n");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Result> results;
  for (const fs::path& file : files) {
    try {
      results.push_back(from_json(Json::parse(read_file(file))));
    } catch (const Json::exception& error) {
      throw Error("a result file cannot be read")
          .where(file.string())
          .got(error.what())
          .fix("delete it and measure again");
    }
  }
  const std::string rows = table_rows(results);
  write_file(
      directory / (result.table + ".md"),
      fmt::format(
          "# Results: {0}\n\nWritten by the program from the JSON files in `{0}/`, with the command that measured "
          "them. Do not edit.\n\n{1}",
          result.table, rows));
  const fs::path project = fs::weakly_canonical(directory).parent_path().parent_path();
  for (const fs::path& page : pages_of(project)) update_page(page, result.table, rows);
}

}  // namespace seven
