// seven net: the networks by name, and one as a table of itself.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "nn/models/models.h"
#include "nn/outline.h"

namespace seven::cli {

namespace {

struct Options {
  std::string net;
  bool parameters = false;
  std::optional<Index> batch;
};

void run(const Options& options, const VariantChoice& variants) {
  if (options.net.empty()) {
    for (const std::string& name : model_names()) fmt::print("{:<24} {}\n", name, model(name).summary);
    return;
  }
  Outline<float> net(model(options.net), variants);
  if (options.parameters) {
    for (const Parameter<float>* parameter : net.parameters()) {
      fmt::print("{} {}\n", parameter->name, parameter->shape.str());
    }
    return;
  }
  if (options.batch) {
    expect_option("--batch", *options.batch, 1);
    net.set_batch(*options.batch);
    fmt::print("{}: {}\n\n{}", net.spec().name, net.spec().summary, net.step_memory_table());
    return;
  }
  fmt::print("{}: {}\n\n{}", net.spec().name, net.spec().summary, net.table());
}

}  // namespace

void add_net(Command app) {
  auto options = std::make_shared<Options>();
  auto variants = std::make_shared<VariantChoice>();
  Command sub = app.add_subcommand("net", "list the networks, or show one as a table of itself");
  Option name = sub.add_option("name", options->net, "a network; none: list them all");
  sub.add_flag("--parameters", options->parameters, "only the parameters: name and shape, one a line").needs(name);
  sub.add_option("--batch", options->batch, "instead: the memory that a training step with so many images holds")
      .needs(name)
      .type_name("N");
  add_variant_options(sub, variants);
  sub.footer("Example: seven net cifar-18pct\nExample: seven net alexnet --batch 128");
  sub.callback([options, variants] { run(*options, *variants); });
}

}  // namespace seven::cli
