// seven simt: CUDA kernels on the CPU, the library's own or a student's file: checked, counted, drawn.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "check/simt_kernels.h"
#include "check/simt_report.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"
#include "core/file.h"
#include "inspect/memory_picture.h"
#include "learn/simt_program.h"

namespace seven::cli {

namespace {

struct Options {
  std::string target, op_case, json, picture;
  std::vector<std::string> arguments;
  unsigned launch = 1;
  long seconds = 60;
  bool profile = false;  // print the counts
  bool check = false;    // of the library's kernels, run all cases, and say so if nothing was found

  [[nodiscard]] bool is_file() const { return target.ends_with(".cu"); }
  [[nodiscard]] unsigned touched() const { return picture.empty() ? 0 : launch; }
};

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

SimtReport run_kernels(const Options& options) {
  const std::size_t slash = options.target.find('/');
  if (slash == std::string::npos) {
    throw Error("what is to be run?")
        .where(options.target)
        .expected("a kernel of the library, OP/VARIANT, or a file whose name ends in .cu")
        .fix("./seven simt check activation/naive, ./seven simt check my_kernel.cu")
        .wrong_use();
  }
  KernelChoice choice;
  choice.op = options.target.substr(0, slash);
  choice.variant = options.target.substr(slash + 1);
  choice.op_case = options.op_case;
  choice.largest = !options.check;
  choice.profile = options.profile || !options.json.empty();
  choice.touched = options.touched();
  return check_kernels(choice);
}

// Runs the student's program; a program that ends badly does so after its findings were printed.
SimtReport run_file(const Options& options, int& exit_code) {
  expect_simt_checks();
  if (!options.op_case.empty()) {
    throw Error("a case is one of a kernel of the library").where("--case").wrong_use();
  }
  if (!std::filesystem::exists(options.target)) {
    throw Error("there is no such file")
        .where(options.target)
        .expected("a .cu file, its name as seen from " + std::filesystem::current_path().string())
        .fix("check the name and its folder")
        .wrong_use();
  }
  const learn::SimtProgram program = learn::build_simt_program(toolchain(), options.target);
  for (const std::string& warning : program.warnings) fmt::print(stderr, "{}\n", warning);
  learn::SimtRunOptions running;
  running.arguments = options.arguments;
  running.seconds = options.seconds;
  running.profile = options.profile || !options.json.empty();
  running.touched = options.touched();
  std::fflush(stdout);
  learn::SimtRun run = learn::run_simt_program(program, running);
  exit_code = run.exit_code;
  return std::move(run.report);
}

void draw(const Options& options, const SimtReport& report) {
  if (report.touched.kernel.empty()) {
    throw Error("there is nothing to draw: there was no such launch")
        .where(options.target)
        .expected(fmt::format("launch {}", options.launch))
        .got(counted(report.launches, "launch", "launches"))
        .fix("--launch N")
        .wrong_use();
  }
  write_file(options.picture, svg_touched(report.touched));
  fmt::print("launch {} ({}) drawn in {}\n", options.launch, report.touched.kernel, options.picture);
}

void run(const Options& options) {
  if (options.seconds < 1) {
    throw Error("a program needs some time").where("--seconds").expected("1 or more").wrong_use();
  }
  if (options.launch < 1) {
    throw Error("launches are counted from 1").where("--launch").wrong_use();
  }
  int exit_code = 0;
  const SimtReport report = options.is_file() ? run_file(options, exit_code) : run_kernels(options);
  if (!options.json.empty()) write_file(options.json, simt_json(report, options.target, command_line()));
  fmt::print("{}", findings_text(report));
  if (options.profile) fmt::print("{}", profile_text(report));
  if (!options.picture.empty()) draw(options, report);
  const std::string cases = options.is_file() ? "" : counted(report.op_cases.size(), "case, ", "cases, ");
  const std::string seen =
      cases + counted(report.launches, "launch, ", "launches, ") + counted(report.blocks, "block", "blocks");
  if (!report.error.empty()) throw Error("the program ended with an error").where(options.target).got(report.error);
  if (!report.findings.empty()) {
    throw Error(
        fmt::format("{} in {} ({})", counted(report.findings.size(), "finding", "findings"), options.target, seen))
        .fix("look at the first one first: the others may follow from it");
  }
  if (exit_code != 0) {
    throw Error("nothing was found, but the program itself says that it failed")
        .where(options.target)
        .got(fmt::format("exit code {}", exit_code));
  }
  if (report.launches == 0) {
    throw Error("the program came to its end, but launched no kernel")
        .where(options.target)
        .fix("launch one: kernel<<<blocks, threads>>>(arguments)");
  }
  if (options.check) fmt::print("nothing found in {} ({})\n", seen, options.target);
}

Command add_command(Command app, const char* name, const char* what, const std::shared_ptr<Options>& options) {
  Command sub = app.add_subcommand(name, what);
  sub.add_option("target", options->target, "OP/VARIANT, a kernel of the library; or a .cu file with a main()")
      .type_name("TARGET")
      .required();
  sub.add_option("arguments", options->arguments, "after --: arguments for the file's main()");
  sub.add_option("--case", options->op_case, "this registered case of the op").type_name("NAME");
  sub.add_option("--seconds", options->seconds, "how long a file's program may run")
      .type_name("N")
      .capture_default_str();
  return sub;
}

}  // namespace

void add_simt(Command app) {
  Command simt =
      app.add_subcommand("simt", "CUDA kernels without a GPU: what is wrong in one, what it costs, a picture");
  simt.require_subcommand(1);
  simt.footer(
      "A file of your own is plain CUDA with a main(): kernel<<<blocks, threads>>>(...), cudaMalloc, cudaMemcpy.\n"
      "No GPU and no nvcc are needed: its kernels run on the CPU, each access checked.\n\n"
      "Example: seven simt check my_kernel.cu\n"
      "         seven simt profile gemm/shared_tile --case above_tile\n"
      "         seven simt picture my_kernel.cu --out memory.svg");

  auto checking = std::make_shared<Options>();
  checking->check = true;
  Command check =
      add_command(simt, "check", "races, accesses out of bounds, lost barriers, ...: by line and thread", checking);
  check.add_option("--json", checking->json, "findings and counts as JSON").type_name("FILE");
  check.footer(
      "Exit code 0: nothing was found; 1: something was. For a kernel of the library, all its cases are run.\n\n"
      "Example: seven simt check my_kernel.cu --seconds 10 -- 1024\n"
      "         seven simt check activation/naive");
  check.callback([checking] { run(*checking); });

  auto profiling = std::make_shared<Options>();
  profiling->profile = true;
  Command profile = add_command(
      simt, "profile", "for each line: requests, sectors of device memory, conflicts in shared memory", profiling);
  profile.add_option("--json", profiling->json, "findings and counts as JSON").type_name("FILE");
  profile.add_option("--picture", profiling->picture, "draw who touches which word, as SVG").type_name("FILE");
  refuse_negative(
      profile.add_option("--launch", profiling->launch, "which launch is drawn, counted from 1").capture_default_str());
  profile.footer(
      "Of a kernel of the library, the largest case is run that is not there to be timed.\n\n"
      "Example: seven simt profile my_kernel.cu\n"
      "         seven simt profile gemm/shared_tile --json counts.json");
  profile.callback([profiling] { run(*profiling); });

  auto drawing = std::make_shared<Options>();
  Command picture = add_command(simt, "picture", "who touches which word of memory in one launch, as SVG", drawing);
  picture.add_option("--out", drawing->picture, "the picture").type_name("FILE").required();
  refuse_negative(
      picture.add_option("--launch", drawing->launch, "which launch, counted from 1").capture_default_str());
  picture.footer("Example: seven simt picture my_kernel.cu --out memory.svg");
  picture.callback([drawing] { run(*drawing); });
}

}  // namespace seven::cli
