#include "learn/manifest.h"

#define TOML_HEADER_ONLY 0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/suggest.h"

namespace seven::learn {

namespace {

namespace fs = std::filesystem;

// A table of the file that knows where it stands and which of its keys were asked for.
class Table {
 public:
  Table(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  std::string text(const std::string& key, const std::optional<std::string>& fallback = {}) {
    const toml::node* node = find(key, !fallback);
    if (node == nullptr) return *fallback;
    if (!node->is_string()) throw wrong(*node, key, "a text in quotes");
    return trimmed(node->as_string()->get());
  }

  double number(const std::string& key, double fallback) {
    const toml::node* node = find(key, false);
    if (node == nullptr) return fallback;
    const std::optional<double> value = node->value<double>();
    if (!value) throw wrong(*node, key, "a number");
    return *value;
  }

  std::vector<std::string> texts(const std::string& key, bool required) {
    std::vector<std::string> list;
    const toml::node* node = find(key, required);
    if (node == nullptr) return list;
    if (!node->is_array()) throw wrong(*node, key, "a list of texts");
    for (const toml::node& each : *node->as_array()) {
      if (!each.is_string()) throw wrong(each, key, "a list of texts");
      list.push_back(trimmed(each.as_string()->get()));
    }
    return list;
  }

  Case numbers(const std::string& key) {
    Case list;
    const toml::node* node = find(key, false);
    if (node == nullptr) return list;
    if (!node->is_table()) throw wrong(*node, key, "a table of numbers: { n = 2, c = 3 }");
    for (const auto& [name, value] : *node->as_table()) {
      const std::optional<double> number = value.value<double>();
      if (!number) throw wrong(value, std::string(name.str()), "a number");
      list[std::string(name.str())] = *number;
    }
    return list;
  }

  std::vector<Table> tables(const std::string& key) {
    std::vector<Table> list;
    const toml::node* node = find(key, false);
    if (node == nullptr) return list;
    if (!node->is_array()) throw wrong(*node, key, fmt::format("[[{}]]", key));
    for (const toml::node& each : *node->as_array()) {
      if (!each.is_table()) throw wrong(each, key, fmt::format("[[{}]]", key));
      list.emplace_back(*each.as_table(), where_);
    }
    return list;
  }

  // To be called last: a key that nobody asked for is a slip of the pen.
  void done() const {
    for (const auto& [name, value] : table_) {
      const std::string key(name.str());
      if (!asked_.contains(key)) {
        throw unknown_name("key", key, {asked_.begin(), asked_.end()}).where(place(value));
      }
    }
  }

  [[nodiscard]] std::string place() const { return place(table_); }

 private:
  static std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
  }
  [[nodiscard]] std::string place(const toml::node& node) const {
    return fmt::format("{}, line {}", where_, node.source().begin.line);
  }
  const toml::node* find(const std::string& key, bool required) {
    asked_.insert(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr && required) throw Error("a key is missing").where(place()).expected(key);
    return node;
  }
  [[nodiscard]] Error wrong(const toml::node& node, const std::string& key, const std::string& expected) const {
    return Error(fmt::format("{} is not what it should be", key)).where(place(node)).expected(expected);
  }

  const toml::table& table_;
  std::string where_;
  std::set<std::string> asked_;
};

toml::table parse(const fs::path& path) {
  const std::string text = read_file(path);
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw Error("a TOML file cannot be read")
        .where(fmt::format("{}, line {}", path.string(), error.source().begin.line))
        .got(std::string(error.description()));
  }
}

CheckSpec read_check(Table& table, const std::string& run) {
  CheckSpec check;
  check.id = table.text("id");
  check.title = table.text("title");
  check.run = table.text("run", run);
  check.weight = table.number("weight", 1.0);
  check.numbers = table.numbers("case");
  check.depends = table.text("depends", "");
  if (!(check.weight >= 0.0)) throw Error("a check's weight is below 0").where(table.place());
  return check;
}

Exercise read_exercise(Table& table) {
  Exercise exercise;
  exercise.id = table.text("id");
  exercise.chapter = table.text("chapter");
  exercise.title = table.text("title");
  exercise.task = table.text("task");
  exercise.why = table.text("why");
  exercise.lines = static_cast<int>(table.number("lines", 0));
  exercise.needs = table.text("needs", "");
  if (!exercise.needs.empty() && exercise.needs != "simt") {
    throw Error("an exercise needs what is not known here")
        .where(table.place())
        .expected("\"simt\"")
        .got(exercise.needs);
  }
  exercise.functions = table.texts("functions", false);
  if (exercise.functions.empty()) exercise.functions = {exercise.id};
  exercise.hints = table.texts("hints", true);
  for (Table& each : table.tables("check")) {
    exercise.checks.push_back(read_check(each, exercise.id));
    each.done();
  }
  for (Table& each : table.tables("mistake")) {
    exercise.mistakes.push_back(
        {each.text("id"), each.text("title"), each.text("cause"), each.text("find"), each.text("replace")});
    each.done();
  }
  table.done();
  return exercise;
}

void expect_new(std::set<std::string>& seen, const std::string& id, const std::string& what, const std::string& where) {
  if (!seen.insert(id).second) throw Error(fmt::format("the {} \"{}\" stands twice", what, id)).where(where);
}

}  // namespace

const Exercise& Manifest::exercise(const std::string& name) const {
  std::string id = fs::path(name).stem().string();
  if (renamed.contains(id)) id = renamed.at(id);
  for (const Exercise& each : exercises) {
    if (each.id == id) return each;
  }
  throw unknown_name("exercise", name, ids());
}

std::vector<std::string> Manifest::ids() const {
  std::vector<std::string> list;
  for (const Exercise& each : exercises) list.push_back(each.id);
  return list;
}

Manifest read_manifest(const fs::path& root) {
  const fs::path path = root / "exercises" / "manifest.toml";
  const toml::table file = parse(path);
  Table table(file, path.string());
  Manifest manifest;
  manifest.root = root;
  manifest.welcome = table.text("welcome");
  manifest.farewell = table.text("farewell");
  for (Table& each : table.tables("chapter")) {
    manifest.chapters.push_back({each.text("id"), each.text("title")});
    each.done();
  }
  std::set<std::string> ids;
  for (Table& each : table.tables("exercise")) {
    Exercise exercise = read_exercise(each);
    expect_new(ids, exercise.id, "exercise", each.place());
    const bool known = std::any_of(manifest.chapters.begin(), manifest.chapters.end(),
                                   [&](const Chapter& chapter) { return chapter.id == exercise.chapter; });
    if (!known) throw Error("an exercise names a chapter that is not listed").where(each.place()).got(exercise.chapter);
    std::set<std::string> inner;
    for (const CheckSpec& check : exercise.checks) expect_new(inner, check.id, "check", each.place());
    inner.clear();
    for (const Mistake& mistake : exercise.mistakes) expect_new(inner, mistake.id, "mistake", each.place());
    manifest.exercises.push_back(std::move(exercise));
  }
  for (Table& each : table.tables("renamed")) {
    manifest.renamed[each.text("from")] = each.text("to");
    each.done();
  }
  table.done();
  return manifest;
}

void add_hidden_checks(Manifest& manifest, const fs::path& directory) {
  if (!fs::is_directory(directory)) throw Error("there is no such folder of hidden checks").where(directory.string());
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    throw Error("a folder of hidden checks holds none")
        .where(directory.string())
        .expected("files that end in .toml, with [[check]] tables");
  }
  for (const fs::path& path : files) {
    const toml::table file = parse(path);
    Table table(file, path.string());
    for (Table& each : table.tables("check")) {
      const std::string id = each.text("exercise");
      const auto exercise = std::find_if(manifest.exercises.begin(), manifest.exercises.end(),
                                         [&](const Exercise& candidate) { return candidate.id == id; });
      if (exercise == manifest.exercises.end()) throw unknown_name("exercise", id, manifest.ids()).where(each.place());
      CheckSpec check = read_check(each, exercise->id);
      each.done();
      check.hidden = true;
      for (const CheckSpec& other : exercise->checks) {
        if (other.id == check.id)
          throw Error(fmt::format("the check \"{}\" stands twice", check.id)).where(each.place());
      }
      exercise->checks.push_back(std::move(check));
    }
    table.done();
  }
}

}  // namespace seven::learn
