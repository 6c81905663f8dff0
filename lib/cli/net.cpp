// seven net: the networks by name, and one as a table of itself.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "nn/models/models.h"
#include "nn/outline.h"

namespace seven::cli {

namespace {

struct Options {
  std::string net;
  bool parameters = false;
};

void run(const Options& options) {
  if (options.net.empty()) {
    for (const std::string& name : model_names()) fmt::print("{:<24} {}\n", name, model(name).summary);
    return;
  }
  const Outline<float> net(model(options.net));
  if (options.parameters) {
    for (const Parameter<float>* parameter : net.parameters()) {
      fmt::print("{} {}\n", parameter->name, parameter->shape.str());
    }
    return;
  }
  fmt::print("{}: {}\n\n{}", net.spec().name, net.spec().summary, net.table());
}

}  // namespace

void add_net(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("net", "list the networks, or show one as a table of itself");
  CLI::Option* name = sub->add_option("name", options->net, "a network; none: list them all");
  sub->add_flag("--parameters", options->parameters, "only the parameters: name and shape, one a line")->needs(name);
  sub->footer("Example: seven net cifar-18pct");
  sub->callback([options] { run(*options); });
}

}  // namespace seven::cli
