#include "program.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include "core/error.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "lab/results.h"

namespace seven::chapters {

Program::Program(std::string number_of_chapter, const std::string& about)
    : parser(std::make_shared<CLI::App>(about, "seven chapter " + number_of_chapter)),
      app(parser.get()),
      number(std::move(number_of_chapter)) {
  app.add_option("--record", results, "write what is measured as JSON into this directory and remake its tables")
      .type_name("DIR");
  app.add_option("--picture", picture, "write the chapter's picture into this file, as SVG").type_name("FILE");
  app.add_flag("--quick", quick, "as little work as shows that everything runs; measures nothing");
  app.add_option_function<int>(
         "--threads", [](int count) { set_threads(count); }, "threads for all loops (default: all cores)")
      .type_name("N");
  app.fallthrough();
}

int Program::run(int argc, const char* const* argv, const std::function<void()>& work) {
  command = "./seven chapter " + number;
  for (int i = 1; i < argc; ++i) command += " " + std::string(argv[i]);
  try {
    parser->parse(argc, argv);
    work();
    if (std::fflush(stdout) != 0) throw Error("what was to be printed could not be written");
    return 0;
  } catch (const CLI::Success& success) {  // --help
    return parser->exit(success);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "seven: {}\n  help:     ./seven chapter {} --help\n", error.what(), number);
    return 2;
  } catch (const Error& error) {
    fmt::print(stderr, "seven: {}\n", error.what());
    return error.exit_code();
  } catch (const std::exception& error) {
    fmt::print(stderr, "seven: {}\n", error.what());
    return 1;
  }
}

void Program::record(const std::string& table, const std::string& slug,
                     std::vector<std::pair<std::string, std::string>> columns) const {
  if (results.empty()) return;
  record_result(results, slug, {table, std::move(columns), command, this_machine(), today()});
  fmt::print("recorded in {}/{}.md\n", results, table);
}

void Program::save_picture(const std::string& svg) const {
  if (picture.empty()) return;
  write_file(picture, svg);
  fmt::print("the picture is in {}\n", picture);
}

}  // namespace seven::chapters
