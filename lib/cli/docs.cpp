// seven docs: the course as a web site that needs no net.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "build_info.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"
#include "core/machine.h"
#include "lab/results.h"
#include "site/browser.h"
#include "site/process.h"
#include "site/site.h"

namespace seven::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string project = kSourceDir;
  std::string out;
  std::string record;
  bool check = false;
  bool open = false;
};

site::BrowserReport look(const fs::path& root, const site::SiteReport& made) {
  std::vector<std::string> pages = made.course;
  pages.insert(pages.end(), made.samples.begin(), made.samples.end());
  site::BrowserReport report = site::look_at(made.index.parent_path(), pages, "im2col", root / "docs/site/check.js");
  fmt::print("{} pages looked at in {}, light and dark, on a desk and on a phone; {} formulas drawn\n", report.pages,
             report.browser, report.formulas);
  if (report.faults.empty()) return report;
  std::string list;
  for (const std::string& fault : report.faults) list += "\n    " + fault;
  throw Error("pages of the site are not as they should be").got(list);
}

void record(const Options& options, const site::SiteReport& made, const site::BrowserReport& seen) {
  const auto number = [](Index count) { return fmt::format("{}", count); };
  const Result result{.table = "site",
                      .columns = {{"pages", number(made.pages)},
                                  {"chapters", fmt::format("{}", made.chapters.size())},
                                  {"links checked", number(made.links)},
                                  {"sections that the search finds", number(made.sections)},
                                  {"pages looked at", number(seen.pages)},
                                  {"formulas drawn", number(seen.formulas)},
                                  {"browser", seen.browser}},
                      .command = command_line(),
                      .machine = this_machine(),
                      .date = today()};
  record_result(options.record, "site", result);
  fmt::print("recorded in {}/site.md\n", options.record);
}

// Whatever opens a page here; a machine without a screen has nothing.
void open_in_browser(const fs::path& page) {
  for (const char* name : {"xdg-open", "open", "wslview"}) {
    if (const fs::path program = site::find_on_path(name); !program.empty()) {
      site::run({.words = {program.string(), page.string()}, .seconds = 0});
      return;
    }
  }
  throw Error("there is nothing here to open a page with").where(page.string()).fix("open it in a browser by hand");
}

void run(const Options& options) {
  const fs::path root = options.project;
  if (!fs::exists(root / "docs/site")) {
    throw Error("the project's folder is not there")
        .where(root.string())
        .expected("a folder with docs/site in it")
        .fix("run ./seven docs in the project's folder, or name it (--project)")
        .wrong_use();
  }
  const site::SiteReport made =
      site::build_site(root, options.out.empty() ? root / "build/docs" : fs::path(options.out));
  fmt::print("{} pages, {} of them chapters; {} formulas; {} links, all of which lead somewhere\n", made.pages,
             made.chapters.size(), made.formulas, made.links);
  std::fflush(stdout);
  if (options.check || !options.record.empty()) {
    const site::BrowserReport seen = look(root, made);
    if (!options.record.empty()) record(options, made, seen);
  }
  fmt::print("Open it:  {}\n", made.index.string());
  if (options.open) open_in_browser(made.index);
}

}  // namespace

void add_docs(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("docs", "the course and the library as a web site, to be read without a net");
  sub.add_option("--out", options->out, "folder of the site (default: build/docs in the project)").type_name("DIR");
  sub.add_option("--project", options->project, "the project's folder").type_name("DIR").capture_default_str();
  sub.add_flag("--open", options->open, "show it in the browser");
  sub.add_flag("--check", options->check, "look at its pages in a browser without a window (chromium)");
  sub.add_option("--record", options->record, "check, and write what was counted as JSON into this directory")
      .type_name("DIR");
  sub.footer("Example: seven docs --open");
  sub.callback([options] { run(*options); });
}

}  // namespace seven::cli
