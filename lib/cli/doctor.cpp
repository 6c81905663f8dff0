// seven doctor: what this machine has and lacks, what each thing is for, and one fix a line.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "build_info.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/doctor_checks.h"
#include "core/device_memory.h"
#include "core/parallel.h"
#include "learn/filter.h"
#include "site/process.h"

namespace seven::cli {
namespace {

namespace fs = std::filesystem;

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

std::string find_program(const std::string& program) { return site::find_on_path(program).string(); }

// Within ten seconds where the system can see to that: a wedged GPU driver lets nvidia-smi hang for minutes.
std::string output_of(const std::string& command) {
  const std::string limit = find_program("timeout").empty() ? "" : "timeout 10 ";
  FILE* pipe = popen((limit + command + " 2>/dev/null </dev/null").c_str(), "r");
  if (pipe == nullptr) return "";
  std::string output;
  char buffer[4096];
  for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, count);
  const int status = pclose(pipe);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? output : "";
}

const char* compiler() {
#if defined(__clang__)
  return "clang++ " __clang_version__;
#elif defined(__GNUC__)
  return "g++ " __VERSION__;
#else
  return "an unknown compiler";
#endif
}

const char* vectors() {
#if defined(__AVX512F__)
  return "AVX-512";
#elif defined(__AVX2__)
  return "AVX2";
#elif defined(__AVX__)
  return "AVX";
#elif defined(__ARM_NEON)
  return "NEON";
#elif defined(__SSE2__)
  return "SSE2";
#else
  return "";
#endif
}

World this_machine() {
  World world;
  world.find_program = find_program;
  world.output_of = output_of;
  world.environment = environment;
  world.exists = [](const std::string& path) {
    std::error_code error;
    return fs::exists(path, error);
  };
  world.compiler_path = kCompiler;
  world.can_confine = learn::can_filter();
  world.can_write_here = [] { return access(".", W_OK) == 0; };
  std::error_code error;
  const fs::space_info space = fs::space(".", error);
  if (!error) world.disk_free = space.available;
  world.compiler = compiler();
  world.build_type = kBuildType;
  world.arch = kArch;
  world.sanitizers = kSanitizers;
  world.vectors = vectors();
  world.source_dir = kSourceDir;
  world.cuda = kCudaArchitectures;
  world.why_no_cuda = why_not(Device::cuda);
  world.backend = parallel_backend();
  world.threads = threads();
  return world;
}

const char* name(State state) { return state == State::ok ? "ok" : state == State::absent ? "absent" : "problem"; }

void print_lines(const std::vector<Finding>& findings, bool colour) {
  const char* grey = colour ? "\033[2m" : "";
  const char* plain = colour ? "\033[0m" : "";
  for (const Finding& f : findings) {
    std::string sign = fmt::format("{:<7}", name(f.state));
    if (colour) {
      sign = f.state == State::ok       ? "\033[32m✓\033[0m"
             : f.state == State::absent ? "\033[33m–\033[0m"
                                        : "\033[31m✗\033[0m";
    }
    fmt::print("{} {:<15} {}  {}[{}]{}\n", sign, f.item, f.found, grey, f.purpose, plain);
    if (!f.fix.empty()) fmt::print("{}fix: {}\n", std::string(colour ? 18 : 24, ' '), f.fix);
  }
}

void print_json(const std::vector<Finding>& findings) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  for (const Finding& f : findings) {
    items.push_back({{"item", f.item},
                     {"state", name(f.state)},
                     {"required", f.required},
                     {"found", f.found},
                     {"purpose", f.purpose},
                     {"fix", f.fix}});
  }
  const nlohmann::ordered_json report{{"version", kVersion}, {"ok", exit_code(findings) == 0}, {"items", items}};
  fmt::print("{}\n", report.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

void add_doctor(Command app) {
  Command sub = app.add_subcommand("doctor", "what this machine has and lacks, one fix a line");
  auto json = std::make_shared<bool>(false);
  sub.add_flag("--json", *json, "the same as JSON");
  sub.footer("Example:\n  seven doctor\n\nExits with 1 only if something required is a problem; no GPU is none.");
  sub.callback([json] {
    const std::vector<Finding> findings = examine(this_machine());
    if (*json) {
      print_json(findings);
    } else {
      print_lines(findings,
                  isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() && environment("TERM") != "dumb");
    }
    if (const int code = exit_code(findings); code != 0) throw ExitCode{code};
  });
}

}  // namespace seven::cli
