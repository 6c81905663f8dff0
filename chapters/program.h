// What the programs of the chapters share: the options that each of them knows, errors as one message with an exit
// code, and where results and pictures go.
//
//   int main(int argc, char** argv) {
//     chapters::Program program("01", "a window slides over a picture");
//     Index stride = 1;
//     program.app.add_option("--stride", stride, "pixels from window to window");
//     return program.run(argc, argv, [&] { ...; program.record("conv1", "naive", {{"time", "3 ms"}}); });
//   }
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"

namespace seven::chapters {

struct Program {
  // `number` is the chapter's, "01"; `about` the first line of --help.
  Program(std::string number, const std::string& about);

  // Parses the command line and does the chapter's work. An Error becomes a message on standard error. Returns the exit
  // code: 0 done, 1 failed, 2 wrong use, 77 skipped for a stated reason.
  int run(int argc, const char* const* argv, const std::function<void()>& work);

  // With --record: writes the result as a JSON file and fills the tables made of it (see lab/results.h), with this
  // machine, today's date and this command. Without: does nothing.
  void record(const std::string& table, const std::string& slug,
              std::vector<std::pair<std::string, std::string>> columns) const;

  // With --picture: writes the SVG. Without: does nothing.
  void save_picture(const std::string& svg) const;

  std::shared_ptr<CLI::App> parser;
  cli::Command app;     // for options and sub-commands of the chapter's own
  std::string number;   // of the chapter
  std::string results;  // --record DIR; empty: nothing is recorded
  std::string picture;  // --picture FILE; empty: none is written
  bool quick = false;   // --quick: as little work as shows that everything runs; the tests use it
  std::string command;  // how the program was called: "./seven chapter 01 --stride 2"
};

}  // namespace seven::chapters
