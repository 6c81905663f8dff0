// seven learn: the exercises, one by one.
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include "build_info.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/suggest.h"
#include "inspect/picture.h"
#include "lab/results.h"
#include "learn/audit.h"
#include "learn/session.h"
#include "learn/watch.h"

namespace seven::cli {

namespace {

struct Options {
  std::string name;
  bool manual = false;
  bool skip = false;
  bool yes = false;
  std::string record;
};

learn::Session session() {
  learn::Voice voice;
  voice.colour = stdout_colours() == TerminalColours::on;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    voice.width = std::min<int>(size.ws_col, 110);
  return {toolchain(), voice};
}

bool terminal() { return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0; }

void run_watch(const Options& options) {
  learn::Session at = session();
  learn::watch(at, std::cout, {options.manual, terminal(), STDIN_FILENO, 150});
}

void run_one(const Options& options) {
  if (!session().run(std::cout, options.name)) throw ExitCode{1};
}

void run_reset(const Options& options) {
  learn::Session at = session();
  if (!options.yes) {
    const learn::Exercise& exercise = at.manifest().exercise(options.name);
    if (!terminal()) throw Error("reset asks first, and nobody is here to answer").wrong_use().fix("add --yes");
    std::cout << fmt::format("put exercises/{} back as it was at the start? yours is kept beside it. [y/N] ",
                             exercise.path())
              << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "yes") {
      std::cout << "nothing was changed\n";
      return;
    }
  }
  at.reset(std::cout, options.name);
}

// The course's own test, for those who write exercises.
void run_audit(const Options& options) {
  const learn::Manifest manifest = learn::read_manifest(toolchain().root);
  const learn::Workshop workshop(toolchain());
  std::vector<std::string> faults = learn::audit_folders(manifest);
  std::vector<double> times;
  int caught = 0, diagnosed = 0, mistakes = 0, exercises = 0;
  fmt::print("{:<22} {:>6} {:>8} {:>6} {:>9} {:>8} {:>8}\n", "exercise", "checks", "mistakes", "caught", "diagnosed",
             "pass (s)", "fail (s)");
  for (const learn::Exercise& exercise : manifest.exercises) {
    if (!options.name.empty() && exercise.id != options.name && exercise.chapter != options.name) continue;
    const learn::ExerciseAudit audit =
        learn::audit_exercise(workshop, exercise, read_file(manifest.root / "exercises" / exercise.path()));
    fmt::print("{:<22} {:>6} {:>8} {:>6} {:>9} {:>8.2f} {:>8.2f}\n", audit.id, audit.checks, audit.mistakes,
               audit.caught, audit.diagnosed, audit.pass_seconds, audit.fail_seconds);
    std::fflush(stdout);
    faults.insert(faults.end(), audit.faults.begin(), audit.faults.end());
    times.push_back(audit.pass_seconds);
    times.push_back(audit.fail_seconds);
    ++exercises;
    mistakes += audit.mistakes;
    caught += audit.caught;
    diagnosed += audit.diagnosed;
  }
  if (times.empty()) throw unknown_name("exercise or chapter", options.name, manifest.ids());
  std::sort(times.begin(), times.end());
  fmt::print(
      "{} of {} mistakes caught, {} of them ({:.0f} %) recognised by name; save to result: median {:.2f} s, longest "
      "{:.2f} s\n",
      caught, mistakes, diagnosed, 100.0 * diagnosed / std::max(1, caught), times[times.size() / 2], times.back());
  for (const std::string& fault : faults) fmt::print("fault: {}\n", fault);
  if (!options.record.empty()) {
    record_result(
        options.record, "exercises",
        {"learning",
         {{"exercises", std::to_string(exercises)},
          {"named mistakes", std::to_string(mistakes)},
          {"caught", std::to_string(caught)},
          {"recognised by name", fmt::format("{} ({:.0f} %)", diagnosed, 100.0 * diagnosed / std::max(1, caught))},
          {"save to result, median", fmt::format("{:.2f} s", times[times.size() / 2])},
          {"longest", fmt::format("{:.2f} s", times.back())}},
         command_line(),
         this_machine(),
         today()});
  }
  if (!faults.empty()) throw ExitCode{1};
}

}  // namespace

learn::Toolchain toolchain() {
  std::filesystem::path work = std::filesystem::path(kBuildDir) / "learn";
  // Built by somebody else, in a folder that is not ours: a cache of our own.
  if (::access(kBuildDir, W_OK) != 0) {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    work = (cache != nullptr && *cache != '\0' ? std::filesystem::path(cache)
                                               : std::filesystem::path(home != nullptr ? home : "/tmp") / ".cache") /
           "seven-loops";
  }
  const char* root = std::getenv("SEVEN_COURSE");
  return {kCompiler, kArch,      kLibrary,    kOpenMP, root != nullptr && *root != '\0' ? root : kSourceDir,
          work,      kLibraries, kKernelFlags};
}

void add_learn(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("learn", "the exercises: checks your file, says what is wrong and why");
  sub.require_subcommand(0, 1);
  sub.add_flag("--manual", options->manual, "check only when r is pressed");
  sub.footer(
      "Example: seven learn            watches the exercise at hand and checks it whenever you save\n"
      "         seven learn run conv2d checks one exercise and exits with 0 or 1");
  sub.callback([options, sub] {
    if (!sub.parsed_subcommand()) run_watch(*options);
  });

  Command list = sub.add_subcommand("list", "all exercises, and which are done");
  list.callback([] { session().list(std::cout); });
  Command next = sub.add_subcommand("next", "go on to the next open exercise");
  next.add_flag("--skip", options->skip, "even if the one at hand has not passed");
  next.callback([options] { session().next(std::cout, options->skip); });
  Command run = sub.add_subcommand("run", "check an exercise");
  run.add_option("name", options->name, "an exercise; none: the one at hand");
  run.callback([options] { run_one(*options); });
  Command hint = sub.add_subcommand("hint", "one hint more: direction, formula, nearly the code");
  hint.add_option("name", options->name, "an exercise; none: the one at hand");
  hint.callback([options] { session().hint(std::cout, options->name); });
  Command watch = sub.add_subcommand("watch", "check the exercise at hand whenever you save it");
  watch.add_flag("--manual", options->manual, "only when r is pressed");
  watch.callback([options] { run_watch(*options); });
  Command solution = sub.add_subcommand("solution", "our solution beside yours, once yours has passed");
  solution.add_option("name", options->name, "an exercise; none: the one at hand");
  solution.callback([options] { session().solution(std::cout, options->name); });
  Command reset = sub.add_subcommand("reset", "put an exercise back as it was; yours is kept");
  reset.add_option("name", options->name, "an exercise").required();
  reset.add_flag("--yes", options->yes, "do not ask");
  reset.callback([options] { run_reset(*options); });
  Command audit = sub.add_subcommand("audit", "test the exercises themselves, with the files in exercises/ unsolved");
  audit.add_option("name", options->name, "only this exercise or chapter");
  audit.add_option("--record", options->record, "write the figures into this folder of results");
  audit.callback([options] { run_audit(*options); });
}

}  // namespace seven::cli
