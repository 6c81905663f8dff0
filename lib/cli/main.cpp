// The program: hands over to one sub-command. Exit codes: 0 done, 1 failed, 2 wrong use, 77 skipped for a stated
// reason.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/suggest.h"

namespace {

// "seven op conv2d": the command that the user had got to.
std::string path_of(const CLI::App* app) {
  return app->get_parent() == nullptr ? "seven" : path_of(app->get_parent()) + " " + app->get_name();
}

// CLI11 says what it does not understand; this adds the nearest commands or options that are there.
int wrong_use(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* deepest = &app;
  while (!deepest->get_subcommands().empty()) deepest = deepest->get_subcommands().front();
  const std::vector<std::string> extra = app.remaining(true);
  const auto option =
      std::find_if(extra.begin(), extra.end(), [](const std::string& word) { return word.starts_with("-"); });
  // A command that is not there stands before its options: "seven op convd --stride 2".
  const bool no_command = !extra.empty() && option != extra.begin() &&
                          !deepest->get_subcommands([](const CLI::App*) { return true; }).empty();
  std::vector<std::string> known;
  if (!no_command && option != extra.end()) {
    for (const CLI::App* level = deepest; level != nullptr; level = level->get_parent()) {
      for (const CLI::Option* each : level->get_options()) {
        if (std::find(known.begin(), known.end(), each->get_name()) == known.end()) known.push_back(each->get_name());
      }
    }
    std::fprintf(stderr, "seven: there is no option %s\n", option->c_str());
    std::fprintf(stderr, "  do:       use one of: %s\n", seven::nearest(*option, known).c_str());
  } else {
    for (const CLI::App* sub : deepest->get_subcommands([](const CLI::App*) { return true; }))
      known.push_back(sub->get_name());
    if (extra.empty() || known.empty()) {
      std::fprintf(stderr, "seven: %s\n", error.what());
    } else {
      std::fprintf(stderr, "seven: there is no command %s\n", extra.front().c_str());
    }
    if (!known.empty()) {
      std::fprintf(stderr, "  do:       use one of: %s\n",
                   extra.empty() ? seven::join(known).c_str() : seven::nearest(extra.front(), known).c_str());
    }
  }
  std::fprintf(stderr, "  help:     %s --help\n", path_of(deepest).c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows past the user's limit is an error with a name, not a sudden end
  seven::cli::set_command_line(argc, argv);
  CLI::App app{"Seven Loops: convolutional networks from seven nested loops up", "seven"};
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "help for every command");
  app.add_option_function<int>(
      "--threads", [](int count) { seven::set_threads(count); }, "threads for all loops (default: all cores)");
  app.fallthrough();
  const seven::cli::Command commands(&app);
  seven::cli::add_accuracy(commands);
  seven::cli::add_bench(commands);
  seven::cli::add_data(commands);
  seven::cli::add_demo(commands);
  seven::cli::add_docs(commands);
  seven::cli::add_doctor(commands);
  seven::cli::add_eval(commands);
  seven::cli::add_gradcheck(commands);
  seven::cli::add_grade(commands);
  seven::cli::add_grads(commands);
  seven::cli::add_inspect(commands);
  seven::cli::add_kernels(commands);
  seven::cli::add_learn(commands);
  seven::cli::add_net(commands);
  seven::cli::add_op(commands);
  seven::cli::add_predict(commands);
  seven::cli::add_roofline(commands);
  seven::cli::add_simt(commands);
  seven::cli::add_train(commands);
  try {
    app.parse(argc, argv);
    if (std::fflush(stdout) != 0) throw seven::Error("what was to be printed could not be written");
    return 0;
  } catch (const CLI::Success& success) {  // --help
    return app.exit(success);
  } catch (const seven::cli::ExitCode& failed) {  // it has said why
    return failed.code;
  } catch (const CLI::ParseError& error) {
    return wrong_use(app, error);
  } catch (const seven::Error& error) {
    std::fprintf(stderr, "seven: %s\n", error.what());
    return error.exit_code();
  } catch (const std::bad_alloc&) {
    std::fprintf(
        stderr,
        "seven: there is not enough memory for this\n  do:       ask for less: a smaller batch, fewer images\n");
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "seven: %s\n", error.what());
    return 1;
  }
}
