#include "core/suggest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace seven {

namespace {

// Levenshtein's distance: insertions, deletions and replacements that turn one name into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replace = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replace, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  ranked.reserve(known.size());
  for (const std::string& candidate : known) ranked.emplace_back(edit_distance(name, candidate), candidate);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (ranked.size() > 5) ranked.resize(3);
  std::vector<std::string> names;
  for (const auto& [distance, candidate] : ranked) names.push_back(candidate);
  return join(names);
}

std::string join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Error unknown_name(const std::string& kind, const std::string& name, const std::vector<std::string>& known) {
  Error error("there is no " + kind + " called \"" + name + "\"");
  const std::string names = nearest(name, known);
  error.fix(names.empty() ? "none is known here" : "use one of: " + names);
  return error.wrong_use();
}

}  // namespace seven
