#include "learn/say.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace seven::learn {

namespace {

enum class Colour { good, bad, strong, quiet };

std::string paint(const Voice& voice, Colour colour, const std::string& text) {
  if (!voice.colour) return text;
  const char* code = colour == Colour::good     ? "32"
                     : colour == Colour::bad    ? "31"
                     : colour == Colour::strong ? "1"
                                                : "2";
  return fmt::format("\033[{}m{}\033[0m", code, text);
}

// Words broken into lines of the width, each after the first indented.
std::string wrapped(const std::string& text, int indent, int width) {
  std::string out, line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!line.empty() && indent + static_cast<int>(line.size() + word.size()) + 1 > width) {
      out += line + "\n" + std::string(static_cast<std::size_t>(indent), ' ');
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return out + line;
}

std::string row(const Voice& voice, const char* label, const std::string& text) {
  if (text.empty()) return "";
  return fmt::format("  {}{}\n", paint(voice, Colour::quiet, fmt::format("{:<10}", label)),
                     wrapped(text, 12, voice.width));
}

std::string sentence(const std::string& title, const std::string& text) {
  if (title.empty() || text.empty()) return title + text;
  return title + (std::ispunct(static_cast<unsigned char>(title.back())) != 0 ? " " : ". ") + text;
}

// What the student's program printed: the first lines.
std::string printed(const Voice& voice, const std::string& output) {
  if (output.empty()) return "";
  std::istringstream in(output);
  std::string text = "  " + paint(voice, Colour::quiet, "your program printed:") + "\n";
  int count = 0;
  for (std::string line; std::getline(in, line); ++count) {
    if (count < 8) text += "    | " + line.substr(0, 200) + "\n";
  }
  if (count > 8) text += fmt::format("    | ... and {} more lines\n", count - 8);
  return text;
}

std::string failure(const ExerciseResult& result, const CheckResult& check, const Voice& voice) {
  std::string text = row(voice, "what", sentence("", check.message)) +
                     row(voice, "where", check.message.starts_with(check.where) ? "" : check.where) +
                     row(voice, "expected", check.expected) + row(voice, "got", check.actual);
  if (!std::isnan(check.relative_error)) {
    text += row(voice, "error", fmt::format("relative {:.2g}, allowed {:.2g}", check.relative_error, check.allowed));
  }
  std::istringstream lines(check.symptom);
  const char* label = "seen";
  for (std::string line; std::getline(lines, line); label = "") text += row(voice, label, line);
  text += row(voice, "cause", sentence(check.mistake_title, check.cause));
  text += printed(voice, check.output);
  text += row(voice, "next", fmt::format("{} hint {}", voice.command, result.id));
  return text;
}

}  // namespace

std::string progress_bar(std::size_t done, std::size_t total, int width) {
  const auto filled = total == 0 ? 0 : static_cast<std::size_t>(width) * done / total;
  return fmt::format("[{}{}] {} of {}", std::string(filled, '#'),
                     std::string(static_cast<std::size_t>(width) - filled, '-'), done, total);
}

std::string result_text(const ExerciseResult& result, const std::string& file, const Voice& voice) {
  std::string text =
      fmt::format("{}  {}\n", paint(voice, Colour::strong, result.title), paint(voice, Colour::quiet, file));
  const CheckResult* first = result.first_failure();
  if (result.status == Status::skipped) {
    return text + fmt::format("  skipped: {}\n", result.message);
  }
  if (!result.ran) {  // missing, or the compiler did not take it
    text += fmt::format("  {}\n", paint(voice, Colour::bad, result.word));
    text += row(voice, "what", result.message) + row(voice, "where", result.where);
    std::size_t shown = 0;
    for (const std::string& line : result.details) {
      if (++shown <= 6) text += "    " + line.substr(0, static_cast<std::size_t>(voice.width)) + "\n";
    }
    if (shown > 6) text += fmt::format("    ... and {} more lines from the compiler\n", shown - 6);
    return text;
  }
  std::size_t passed = 0, later = 0;
  bool failed = false;
  for (const CheckResult& check : result.checks) {
    if (check.status == Status::pass && !failed) {
      ++passed;
      text += fmt::format("  {}  {}\n", paint(voice, Colour::good, "passed"), check.title);
    } else if (&check == first) {
      failed = true;
      const bool open = check.word == ending_word(Ending::todo);
      text += fmt::format("  {}  {}\n", paint(voice, open ? Colour::quiet : Colour::bad, open ? "to do " : "FAILED"),
                          check.title);
      text += failure(result, check, voice);
    } else {
      ++later;
    }
  }
  if (later > 0) {
    text += paint(voice, Colour::quiet,
                  fmt::format("  {} more check{} wait{} for this one", later, later == 1 ? "" : "s",
                              later == 1 ? "s" : "")) +
            "\n";
  }
  if (first == nullptr) {
    text += fmt::format("  {} in {:.1f} s\n", paint(voice, Colour::good, fmt::format("all {} checks passed", passed)),
                        result.seconds);
    for (const std::string& warning : result.details) text += "  warning, line " + warning + "\n";
  }
  if (!result.confined) {
    text += paint(voice, Colour::quiet,
                  "  this system cannot keep a program from files and processes: it ran with your rights") +
            "\n";
  }
  return text;
}

std::string passed_text(const Exercise& exercise, const std::string& score, const std::string& class_best,
                        bool solution_here, const Voice& voice) {
  std::string text = row(voice, "why", exercise.why) + row(voice, is_counted(score) ? "counted" : "speed", score) +
                     row(voice, "class", class_best);
  text += row(voice, "solution",
              solution_here ? fmt::format("{} solution {} shows ours beside yours", voice.command, exercise.id)
                            : "your teacher keeps it");
  text += row(voice, "next", fmt::format("{} next", voice.command));
  return text;
}

std::string task_text(const Exercise& exercise, const std::string& file, const Voice& voice) {
  std::string text =
      fmt::format("{}  {}\n", paint(voice, Colour::strong, exercise.title), paint(voice, Colour::quiet, file));
  text += row(voice, "task", exercise.task);
  text += row(voice, "write", fmt::format("about {} line{}", exercise.lines, exercise.lines == 1 ? "" : "s"));
  text += row(voice, "read", fmt::format("chapters/{}/README.md", exercise.chapter));
  return text;
}

std::string hint_text(const Exercise& exercise, int shown, const Voice& voice) {
  static constexpr const char* kNames[] = {"direction", "formula", "code"};
  std::string text = fmt::format("{}\n", paint(voice, Colour::strong, exercise.title));
  const auto count = std::min(static_cast<std::size_t>(shown), exercise.hints.size());
  for (std::size_t i = 0; i < count; ++i) text += row(voice, kNames[std::min<std::size_t>(i, 2)], exercise.hints[i]);
  if (count < exercise.hints.size()) {
    text += row(voice, "next",
                fmt::format("{} hint {} once more shows the next of {} hints", voice.command, exercise.id,
                            exercise.hints.size()));
  }
  return text;
}

std::string list_text(const Manifest& manifest, const State& state, const std::set<std::string>& changed,
                      const Voice& voice) {
  std::string text;
  std::size_t done = 0;
  for (const Chapter& chapter : manifest.chapters) {
    text += fmt::format("{}\n", paint(voice, Colour::strong, chapter.id.substr(0, 2) + " " + chapter.title));
    for (const Exercise& exercise : manifest.exercises) {
      if (exercise.chapter != chapter.id) continue;
      const bool passed = state.done(exercise.id);
      done += passed ? 1 : 0;
      const auto found = state.exercises.find(exercise.id);
      const std::string score = found != state.exercises.end() ? found->second.score : "";
      text += fmt::format("  {} {} {:<22} {}{}{}\n", exercise.id == state.current ? ">" : " ",
                          passed ? paint(voice, Colour::good, "done") : "    ", exercise.id, exercise.title,
                          passed && changed.contains(exercise.id) ? ", changed since" : "",
                          score.empty() ? "" : paint(voice, Colour::quiet, "  " + score.substr(0, score.find(':'))));
    }
  }
  return text + progress_bar(done, manifest.exercises.size(), 40) + "\n";
}

}  // namespace seven::learn
