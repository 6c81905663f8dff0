// seven op: one op on tensors from a file, so that a test suite in any language can check it.
#include <fmt/format.h>

#include <memory>
#include <set>

#include "check/checked_device.h"
#include "check/registry.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/device_memory.h"
#include "core/error.h"
#include "data/safetensors.h"

namespace seven::cli {

namespace {

struct Options {
  SettingMap settings;
  std::string variant = "best";
  std::string device = "cpu";
  std::string in;
  std::string out;
  bool list = false;
};

bool is_flag(const Setting& setting) { return setting.fallback == "true" || setting.fallback == "false"; }

// CLI11 takes whatever follows an option as its value, even another option.
void set(Options& options, const std::string& name, const std::string& value) {
  if (value.starts_with("--")) throw Error("an option needs a value").where("--" + name).got(value).wrong_use();
  options.settings[name] = value;
}

// float32 or float64 for all: an op runs in one of the two.
void refuse_mixture(const Tensors& tensors, const std::string& path) {
  std::set<std::string> types;
  std::string list;
  for (const auto& [name, tensor] : tensors) {
    if (std::holds_alternative<Tensor<Index>>(tensor)) continue;
    types.insert(dtype_of(tensor));
    list += (list.empty() ? "" : ", ") + name + " " + dtype_of(tensor);
  }
  if (types.size() > 1) {
    throw Error("the tensors are of different element types")
        .where(path)
        .expected("all float32 or all float64")
        .got(list);
  }
}

// A tensor that no op reads is most likely a misspelt one, but a file may also hold other things, such as expected
// outputs.
void note_unread(const Op& op, const Tensors& tensors) {
  std::set<std::string> read{"grad_" + op.output};
  for (const OpCase& op_case : op.cases) {
    for (const auto& [name, shape] : op_case.inputs) read.insert(name);
  }
  for (const auto& [name, tensor] : tensors) {
    if (!read.contains(name)) fmt::print(stderr, "seven: note: {} does not read the tensor \"{}\"\n", op.name, name);
  }
}

void run(const Op& op, const Options& options) {
  const Device device = device_called(options.device);
  if (options.list) {
    memory_of(device);  // says what is missing, where an empty list would say nothing
    for (const std::string& variant : op.variants_on(device)) fmt::print("{}\n", variant.substr(variant.find(':') + 1));
    return;
  }
  if (options.in.empty() || options.out.empty()) {
    throw Error("seven op " + op.name + " needs a file to read and one to write")
        .fix("seven op " + op.name + " --in case.safetensors --out result.safetensors")
        .wrong_use();
  }
  const Settings settings(op.name, op.settings, options.settings);
  const Tensors inputs = read_safetensors(options.in);
  refuse_mixture(inputs, options.in);
  note_unread(op, inputs);
  const CheckedDevice checked(device);
  const Tensors outputs = run_all(op.bind(called_on(device, options.variant), settings, inputs));
  Metadata metadata = options.settings;
  metadata["op"] = op.name;
  metadata["variant"] = options.variant;
  write_safetensors(options.out, outputs, metadata);
  for (const auto& [name, tensor] : outputs) {
    fmt::print("{:<8} {:<8} {}\n", name, dtype_of(tensor), shape_of(tensor).str());
  }
}

// What holds for every op.
const std::string kRules =
    "Tensors are row-major, all float32 or all float64 (labels int64): float64 is computed in double, float32 in "
    "float.\n"
    "A NaN is computed with, not refused. A tensor that the op does not read is noted and left alone.\n"
    "Exit code: 0 done; 1 a file or tensor is missing, or sizes and settings do not fit; 2 no such op, option, variant "
    "or\n"
    "word, or a value that is no number. --threads N may stand anywhere.\n";

// The same text in `seven op --help` and in the help of the op.
std::string description(const Op& op) {
  std::string text = op.name + ": " + op.summary + "\n";
  text += "  ";
  for (const char letter : op.tensors) text += letter == '\n' ? "\n  " : std::string(1, letter);
  text += "\n";
  for (const Setting& setting : op.settings) {
    text += fmt::format("  --{:<14} {} (default: {})\n", setting.name, setting.help, setting.fallback);
  }
  return text;
}

void add_one(Command parent, const Op& op) {
  auto options = std::make_shared<Options>();
  Command sub = parent.add_subcommand(op.name, op.summary);
  for (const Setting& setting : op.settings) {
    Option option = sub.add_option_function<std::string>(
        "--" + setting.name, [options, name = setting.name](const std::string& value) { set(*options, name, value); },
        setting.help);
    option.type_name("VALUE").default_str(setting.fallback);
    // CLI11 takes its default string for a flag without a value too, so the one that holds without the flag is text.
    if (is_flag(setting)) {
      option.expected(0, 1).default_str("true").type_name("").description(
          setting.help + " (alone or with true or false; without it: " + setting.fallback + ")");
    }
  }
  sub.add_option("--variant", options->variant, "one of those that --list prints, or best").capture_default_str();
  add_device_option(sub, options->device);
  sub.add_option("--in", options->in, "the safetensors file to read").type_name("FILE");
  sub.add_option("--out", options->out, "the safetensors file to write").type_name("FILE");
  sub.add_flag("--list", options->list, "print the variants, one a line, and do nothing else");
  sub.footer(op.tensors + "\n\n" + kRules + "\nExample: seven op " + op.name +
             " --in case.safetensors --out result.safetensors");
  sub.callback([&op, options] { run(op, *options); });
}

}  // namespace

void add_op(Command app) {
  Command sub = app.add_subcommand("op", "run one op on tensors from a file");
  sub.require_subcommand(1);
  std::string footer = "The ops, their tensors and their settings:\n\n";
  for (const Op& op : ops()) {
    add_one(sub, op);
    footer += description(op) + "\n";
  }
  footer += kRules + "\n";
  footer +=
      "Every op also has --device cpu|cuda|simt|simt_check (default: cpu), --variant NAME (default: best) and --list, "
      "which prints the variants.\n\n"
      "Example: seven op conv2d --variant naive --stride 4 --in case.safetensors --out result.safetensors";
  sub.footer(footer);
}

}  // namespace seven::cli
