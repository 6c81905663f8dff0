#include "learn/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "core/file.h"
#include "core/scratch.h"
#include "learn/checks.h"
#include "learn/run.h"

namespace seven::learn {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 100;
constexpr std::size_t kFewestMistakes = 3;

std::size_t line_count(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

ExerciseResult run_text(const Workshop& workshop, const Exercise& exercise, const std::string& text) {
  const Folder folder = Folder::temporary();
  put(folder / exercise.file_name(), text);
  RunOptions options;
  options.limits.seconds = 2.0;
  return run_exercise(workshop, exercise, folder / exercise.file_name(), options);
}

// The chapter's page lists the exercise with a link and its number of lines, as the manifest has it.
std::string page_fault(const std::string& page, const Exercise& exercise) {
  const std::string link = "(../../exercises/" + exercise.path() + ")";
  const std::size_t at = page.find(link);
  if (at == std::string::npos) return "has no link to";
  std::string item;  // up to the next link, in one line
  for (const char letter : page.substr(at + link.size(), 600)) {
    if (letter == '[') break;
    if (std::isspace(static_cast<unsigned char>(letter)) == 0) {
      item += letter;
    } else if (!item.empty() && item.back() != ' ') {
      item += ' ';
    }
  }
  const std::string lines = fmt::format("(about {} line{})", exercise.lines, exercise.lines == 1 ? "" : "s");
  return item.find(lines) == std::string::npos ? "does not say " + lines + " of" : "";
}

}  // namespace

ExerciseAudit audit_exercise(const Workshop& workshop, const Exercise& exercise, const std::string& unsolved) {
  ExerciseAudit audit;
  audit.id = exercise.id;
  audit.checks = static_cast<int>(exercise.checks.size());
  audit.mistakes = static_cast<int>(exercise.mistakes.size());
  const auto fault = [&](const std::string& text) { audit.faults.push_back(exercise.id + ": " + text); };

  if (exercise.hints.size() != 3) fault("there are not three hints");
  if (exercise.lines < 1) fault("the number of lines to write is missing");
  if (exercise.checks.empty()) fault("there is no check");
  if (exercise.mistakes.size() < kFewestMistakes) fault("there are fewer than three named mistakes");
  for (const CheckSpec& check : exercise.checks) {
    if (find_check(check.run) == nullptr)
      fault(fmt::format("check {} runs {}, which is not there", check.id, check.run));
  }
  if (!audit.faults.empty()) return audit;

  const std::string solution = read_file(workshop.toolchain().root / "solutions" / exercise.path());
  if (unsolved.find("// TODO(you)") == std::string::npos) fault("the exercise has no // TODO(you)");
  if (solution.find("TODO") != std::string::npos || solution.find("todo(") != std::string::npos)
    fault("the solution still has a TODO");
  if (line_count(solution) > kMostLines || line_count(unsolved) > kMostLines)
    fault("the file is longer than 100 lines");
  // Up to the function both say the same: the contract.
  const std::string contract = unsolved.substr(0, unsolved.find("#include"));
  if (solution.compare(0, contract.size(), contract) != 0) fault("exercise and solution start with other contracts");

  const ExerciseResult open = run_text(workshop, exercise, unsolved);
  if (open.status != Status::fail) fault("the exercise as handed out does not fail");
  if (open.word != ending_word(Ending::todo))
    fault("as handed out it ends with \"" + open.word + "\", not with its todo()");
  if (!open.details.empty()) fault("as handed out it has warnings: " + open.details.front());

  const ExerciseResult solved = run_text(workshop, exercise, solution);
  audit.pass_seconds = solved.seconds;
  if (solved.status != Status::pass) {
    const CheckResult* failure = solved.first_failure();
    fault(fmt::format("the solution fails: {} {} {} expected {} got {}", solved.word, solved.message,
                      failure != nullptr ? failure->where : solved.where, failure != nullptr ? failure->expected : "",
                      failure != nullptr ? failure->actual : ""));
    return audit;
  }
  if (!solved.details.empty()) fault("the solution has warnings: " + solved.details.front());

  for (const Mistake& mistake : exercise.mistakes) {
    const ExerciseResult wrong = run_text(workshop, exercise, with_mistake(solution, mistake));
    audit.fail_seconds = std::max(audit.fail_seconds, wrong.seconds);
    const CheckResult* failure = wrong.first_failure();
    if (failure == nullptr) {
      fault("the mistake " + mistake.id + " is not caught");
      continue;
    }
    if (wrong.word == "does not compile") fault("the mistake " + mistake.id + " does not compile: " + wrong.message);
    ++audit.caught;
    if (failure->mistake == mistake.id) ++audit.diagnosed;
  }
  return audit;
}

std::vector<std::string> audit_folders(const Manifest& manifest) {
  std::vector<std::string> faults;
  std::set<std::string> known;
  for (const Exercise& exercise : manifest.exercises) {
    known.insert(exercise.path());
    for (const char* folder : {"exercises", "solutions"}) {
      if (!fs::exists(manifest.root / folder / exercise.path()))
        faults.push_back(fmt::format("{}/{} is missing", folder, exercise.path()));
    }
    const fs::path page = manifest.root / "chapters" / exercise.chapter / "README.md";
    if (!fs::exists(page)) {
      faults.push_back(fmt::format("{} is missing", page.string()));
    } else if (const std::string fault = page_fault(read_file(page), exercise); !fault.empty()) {
      faults.push_back(fmt::format("chapters/{}/README.md {} {}", exercise.chapter, fault, exercise.id));
    }
  }
  for (const Chapter& chapter : manifest.chapters) {
    const bool any = std::any_of(manifest.exercises.begin(), manifest.exercises.end(),
                                 [&](const Exercise& exercise) { return exercise.chapter == chapter.id; });
    if (!any) faults.push_back(fmt::format("chapter {} has no exercises", chapter.id));
  }
  const std::set<std::string> others = {"manifest.toml", "compile_flags.txt", "README.md"};
  for (const char* folder : {"exercises", "solutions"}) {
    for (const auto& entry : fs::recursive_directory_iterator(manifest.root / folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string path = entry.path().lexically_relative(manifest.root / folder).generic_string();
      if (known.contains(path) || others.contains(path) || entry.path().extension().string().starts_with(".yours-"))
        continue;
      faults.push_back(fmt::format("{}/{} is in no list", folder, path));
    }
  }
  return faults;
}

}  // namespace seven::learn
