// seven docs: the course as a web site that needs no net.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "build_info.h"
#include "cli/commands.h"
#include "core/error.h"
#include "site/site.h"

namespace seven::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string out;
};

void run(const Options& options) {
  const fs::path root = kSourceDir;
  if (!fs::exists(root / "docs/site")) {
    throw Error("the project's folder is not where this program was built from")
        .where(root.string())
        .fix("run ./seven docs in the project's folder");
  }
  const site::SiteReport report =
      site::build_site(root, options.out.empty() ? root / "build/docs" : fs::path(options.out));
  fmt::print("{} pages, {} of them chapters; {} formulas; {} links, all of which lead somewhere\n", report.pages,
             report.chapters.size(), report.formulas, report.links);
  fmt::print("Open it:  {}\n", report.index.string());
}

}  // namespace

void add_docs(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("docs", "the course and the library as a web site, to be read without a net");
  sub->add_option("--out", options->out, "folder of the site (default: build/docs of the project)")->type_name("DIR");
  sub->footer("Example: seven docs");
  sub->callback([options] { run(*options); });
}

}  // namespace seven::cli
