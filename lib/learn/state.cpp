#include "learn/state.h"

#include <fmt/format.h>
#define XXH_INLINE_ALL  // the header alone: no library to link
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "core/error.h"
#include "core/file.h"

namespace seven::learn {

namespace fs = std::filesystem;

bool State::done(const std::string& id) const {
  const auto found = exercises.find(id);
  return found != exercises.end() && !found->second.done.empty();
}

fs::path state_path(const fs::path& root) { return root / ".seven-learn"; }

std::string content_hash(const std::string& bytes) {
  return fmt::format("{:016x}", XXH64(bytes.data(), bytes.size(), 0));
}

State read_state(const fs::path& path, const Manifest& manifest) {
  State state;
  if (!fs::exists(path)) return state;
  std::istringstream in(read_file(path));
  int number = 0;
  const auto known = [&](const std::string& id) {
    return manifest.renamed.contains(id) ? manifest.renamed.at(id) : id;
  };
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::istringstream words(line);
    std::string word, id;
    if (!(words >> word) || word.starts_with('#')) continue;
    const auto damaged = [&](const std::string& expected) {
      return Error("the file with your progress cannot be read")
          .where(fmt::format("{}, line {}", path.string(), number))
          .expected(expected)
          .got(line)
          .fix("mend the line, or delete it: only that exercise's record is lost");
    };
    if (word == "current") {
      words >> id;
      state.current = known(id);
    } else if (word == "exercise") {
      if (!(words >> id)) throw damaged("exercise ID key=value ...");
      Progress& progress = state.exercises[known(id)];
      while (words >> word) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) throw damaged("exercise ID key=value ...");
        const std::string key = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        const auto count = [&](int& number_of) {
          const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number_of);
          if (error != std::errc() || end != value.data() + value.size()) throw damaged(key + "=NUMBER");
        };
        if (key == "done") progress.done = value;
        if (key == "hash") progress.hash = value;
        if (key == "hints") count(progress.hints);
        if (key == "runs") count(progress.runs);
        if (key == "score") {  // the last one: it has spaces
          std::string rest;
          std::getline(words, rest);
          progress.score = value + rest;
        }
      }
    } else {
      throw damaged("a line that starts with \"current\" or \"exercise\"");
    }
  }
  return state;
}

void write_state(const fs::path& path, const State& state) {
  std::string text =
      "# Your progress in the exercises of Seven Loops. Copy this file together with exercises/ to go on elsewhere.\n";
  if (!state.current.empty()) text += fmt::format("current {}\n", state.current);
  for (const auto& [id, progress] : state.exercises) {
    text += "exercise " + id;
    if (!progress.done.empty()) text += " done=" + progress.done;
    text += fmt::format(" hints={} runs={}", progress.hints, progress.runs);
    if (!progress.hash.empty()) text += " hash=" + progress.hash;
    if (!progress.score.empty()) text += " score=" + progress.score;
    text += "\n";
  }
  write_file(path, text);
}

std::string next_exercise(const Manifest& manifest, const State& state, const std::string& id) {
  const auto& list = manifest.exercises;
  const auto open = [&](const Exercise& exercise) { return !state.done(exercise.id) && exercise.id != id; };
  auto start = std::find_if(list.begin(), list.end(), [&](const Exercise& exercise) { return exercise.id == id; });
  if (start == list.end()) start = list.begin();
  auto found = std::find_if(start, list.end(), open);
  if (found == list.end()) found = std::find_if(list.begin(), list.end(), open);
  return found == list.end() ? "" : found->id;
}

}  // namespace seven::learn
