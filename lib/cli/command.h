// Commands and their options, as each command's own file declares them. Behind it stands CLI11, whose header alone
// takes longer to compile than most of our files: only command.cpp, main.cpp and the frame of the chapters' programs
// include it.
//
//   Command sub = app.add_subcommand("train", "train a network by its recipe");
//   sub.add_option("--net", options->net, "the network").type_name("NAME").capture_default_str();
//   sub.callback([options] { run(*options); });
//
// Both classes are handles: copied freely, and alive as long as the program's command line. Each function does what the
// one of that name does in CLI11.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace seven::cli {

class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  // In the help: what stands for the value, the target's value before parsing, and the text.
  Option type_name(const std::string& name) const;
  Option capture_default_str() const;
  Option default_str(const std::string& text) const;
  Option description(const std::string& text) const;
  Option group(const std::string& heading) const;

  Option required() const;
  Option expected(int lowest, int highest) const;  // how many values
  Option excludes(Option other) const;             // not both
  Option needs(Option other) const;                // not without

  // What values are allowed. `fault` returns "" or what is wrong with the text.
  Option check(const std::function<std::string(const std::string& text)>& fault) const;
  Option one_of(const std::vector<std::string>& words) const;
  Option range(int lowest, int highest) const;
  Option positive() const;

 private:
  CLI::Option* option_;
};

class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}

  Command add_subcommand(const std::string& name, const std::string& about) const;
  // So many of them must be on the command line: exactly `count`, or from `lowest` to `highest`.
  void require_subcommand(int count) const;
  void require_subcommand(int lowest, int highest) const;

  // An option --name, or an argument if the name has no dashes. `target` gets the value and must outlive the parsing.
  // For the types that command.cpp lists.
  template <typename T>
  Option add_option(const std::string& name, T& target, const std::string& about) const;
  template <typename T>
  Option add_option_function(const std::string& name, const std::function<void(const T&)>& set,
                             const std::string& about) const;
  Option add_flag(const std::string& name, bool& target, const std::string& about) const;

  void footer(const std::string& text) const;  // of the help
  void fallthrough() const;                    // options of this one may stand behind a sub-command too
  void callback(const std::function<void()>& run) const;

  bool parsed() const;             // it was on the command line
  bool parsed_subcommand() const;  // one of its sub-commands was

 private:
  CLI::App* app_;
};

// Thrown by a command that has said why it failed: the program's exit code, and no word more.
struct ExitCode {
  int code;
};

}  // namespace seven::cli
