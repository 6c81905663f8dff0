#include "learn/simt_program.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/scratch.h"
#include "learn/compiler_words.h"
#include "learn/process.h"
#include "learn/state.h"
#if defined(SEVEN_SIMT_CHECKS)
#include "cuda/simt/rewrite.h"
#endif

namespace seven::learn {

namespace {

namespace fs = std::filesystem;

constexpr double kCompileSeconds = 120.0;
constexpr std::size_t kKept = 24;  // programs
constexpr std::size_t kShown = 8;  // errors after the first

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

// In quotes, as C++ has it.
std::string as_literal(const std::string& text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + '"';
}

// The student's file and the headers beside it, as C++: each under a name of its own in one folder.
class Sources {
 public:
  explicit Sources(const fs::path& file) : folder_(file.parent_path()) { add(file); }

  [[nodiscard]] bool has_main() const { return has_main_; }
  [[nodiscard]] std::string all() const {
    std::string text;
    for (const auto& [name, content] : texts_) text += name + "\n" + content + "\n";
    return text;
  }
  void write(const fs::path& folder) const {
    for (const auto& [name, content] : texts_) put(folder / name, content);
  }

 private:
  // Returns the name under which the file can be included.
  std::string add(const fs::path& file) {
    const auto known = names_.find(file.string());
    if (known != names_.end()) return known->second;
    const std::string name = names_.empty() ? "0.cpp" : fmt::format("{}.h", names_.size());
    names_[file.string()] = name;
    texts_[name] = "#line 1 " + as_literal(file.string()) + "\n" + rewritten(file);
    return name;
  }

  std::string rewritten([[maybe_unused]] const fs::path& file) {
#if defined(SEVEN_SIMT_CHECKS)
    simt::Rewritten result = simt::rewrite(read_file(file), [&](const std::string& include) {
      for (const fs::path& from : {file.parent_path(), folder_}) {
        const fs::path path = (from / include).lexically_normal();
        if (fs::is_regular_file(path)) return add(path);
      }
      return std::string();
    });
    has_main_ |= result.has_main;
    return result.text;
#else
    return "";
#endif
  }

  fs::path folder_;
  std::map<std::string, std::string> names_;  // by path
  std::map<std::string, std::string> texts_;  // by name
  bool has_main_ = false;
};

std::vector<std::string> compile_command(const Toolchain& toolchain, const fs::path& folder, const fs::path& from) {
  const fs::path lib = toolchain.root / "lib";
  std::vector<std::string> command = {toolchain.compiler, "-std=gnu++20"};
  for (const std::string& flag : words(toolchain.kernel_flags)) command.push_back(flag);
  for (const std::string& flag :
       {std::string("-DSEVEN_TARGET=simt_check"), "-I" + (lib / "cuda/simt/include").string(), "-I" + lib.string(),
        "-iquote" + from.string(), std::string("-include"), std::string("cuda/simt/runtime_api.h"),
        std::string("-fdiagnostics-color=never"), std::string("-fno-diagnostics-show-caret"),
        std::string("-fno-show-column"), std::string("-Wno-narrowing"), std::string("-Wno-deprecated"),
        std::string("-Wreturn-type"), std::string("-c"), (folder / "0.cpp").string(), std::string("-o"),
        (folder / "0.o").string()})
    command.push_back(flag);
  return command;
}

std::vector<std::string> link_command(const Toolchain& toolchain, const fs::path& folder) {
  std::vector<std::string> command = {toolchain.compiler, (folder / "0.o").string(), "-Wl,--wrap=main",
                                      toolchain.archive};
  if (toolchain.openmp) command.emplace_back("-fopenmp");
  for (const std::string& library : words(toolchain.libraries)) command.push_back(library);
  for (const char* library : {"-lfmt", "-ldl", "-pthread", "-o"}) command.emplace_back(library);
  command.push_back((folder / "program").string());
  return command;
}

// Paths as the student knows them: "my_kernel.cu:12:5: error: ...".
std::string shown(std::string line, const fs::path& folder) {
  const std::string prefix = folder.string() + "/";
  for (std::size_t at = line.find(prefix); at != std::string::npos; at = line.find(prefix, at))
    line.erase(at, prefix.size());
  return line;
}

std::string fix_for(const std::string& message) {
  const auto says = [&](const char* what) { return message.find(what) != std::string::npos; };
  if (says("No such file") && (says("cu") || says("thrust") || says("nccl") || says("mma.h")))
    return "CUDA's libraries (cuBLAS, Thrust, cuRAND, ...) are not here: write it with plain kernels";
  if (says("No such file")) return "a header of your own must lie beside the file, or where #include says";
  if (says("Chevrons") || says("class template argument deduction failed"))
    return "a launch has two numbers at least: kernel<<<blocks, threads>>>(arguments)";
  if (says("cuda") && says("not declared"))
    return "of CUDA's runtime, the SIMT device has what lib/cuda/simt/runtime_api.h lists";
  return "";
}

// The first error first, then where the next ones are.
Error does_not_compile(const std::string& output, const fs::path& file) {
  const CompilerWords said = read_compiler(output);
  const fs::path folder = file.parent_path();
  std::string got = shown(said.message, folder);
  std::size_t more = 0;
  for (const std::string& line : said.details) {
    if (line.find(" error: ") == std::string::npos) continue;
    if (++more <= kShown) got += "\n            then " + shown(line, folder);
  }
  if (more > kShown) got += fmt::format("\n            and {} more", more - kShown);
  Error error(fmt::format("{} does not compile", file.filename().string()));
  error.where(said.file.empty() ? file.string() : fmt::format("{}, line {}", shown(said.file, folder), said.line));
  error.got(got);
  if (const std::string fix = fix_for(said.message); !fix.empty()) error.fix(fix);
  return error;
}

Error does_not_link(const std::string& output, const fs::path& file) {
  std::string first = "the linker gave up without a word";
  std::istringstream in(output);
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = std::min(line.find("undefined reference"), line.find("multiple definition"));
    if (at == std::string::npos) continue;
    first = line.substr(at);
    break;
  }
  return Error(fmt::format("{} compiles, but makes no program", file.filename().string()))
      .where(file.string())
      .got(first)
      .fix("is there a body for each function that is called, in this file or in a header that it includes?");
}

// Programs that nobody has used for the longest go.
void prune(const fs::path& folder) {
  std::error_code none;
  std::vector<fs::directory_entry> kept;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
    if (entry.is_directory()) kept.push_back(entry);
  }
  if (kept.size() <= kKept) return;
  std::sort(kept.begin(), kept.end(), [&](const fs::directory_entry& a, const fs::directory_entry& b) {
    std::error_code gone;
    return fs::last_write_time(a, gone) > fs::last_write_time(b, gone);
  });
  for (std::size_t i = kKept; i < kept.size(); ++i) fs::remove_all(kept[i], none);
}

}  // namespace

SimtProgram build_simt_program(const Toolchain& toolchain, const fs::path& given) {
  const fs::path file = fs::absolute(given).lexically_normal();
  const Sources sources(file);
  const fs::path place = toolchain.work / "simt";
  std::string stamp = sources.all();
  for (const std::string& word : compile_command(toolchain, "", file.parent_path())) stamp += word + "\n";
  for (const std::string& word : link_command(toolchain, "")) stamp += word + "\n";
  for (const std::string& part : {toolchain.archive, toolchain.compiler}) {
    std::error_code none;
    const fs::file_time_type time = fs::last_write_time(fs::canonical(part, none), none);
    stamp += fmt::format("{}\n", time.time_since_epoch().count());
  }
  const fs::path ready = place / content_hash(stamp);
  std::error_code none;
  if (fs::exists(ready / "program")) {
    fs::last_write_time(ready, fs::file_time_type::clock::now(), none);
    return {ready / "program", {}, true};
  }

  make_directories(place);
  // Made beside and then renamed: two at once do not disturb each other.
  const Folder folder(fmt::format("{}.{}", ready.string(), ::getpid()));
  sources.write(folder.path());
  const ProcessResult compiled =
      run_process(compile_command(toolchain, folder.path(), file.parent_path()), kCompileSeconds);
  if (compiled.exit_code == 124) {
    throw Error("the compiler was not done in time")
        .where(file.string())
        .expected(fmt::format("{:g} s at the most", kCompileSeconds));
  }
  if (compiled.exit_code != 0) throw does_not_compile(compiled.output, file);
  if (!sources.has_main()) {
    throw Error(fmt::format("{} compiles, but there is nothing to run: it has no main()", file.filename().string()))
        .where(file.string())
        .fix(
            "add int main(): it allocates device memory (cudaMalloc), fills it (cudaMemcpy), launches the kernel "
            "(kernel<<<blocks, threads>>>(...)) and returns 0");
  }
  const ProcessResult linked = run_process(link_command(toolchain, folder.path()), kCompileSeconds);
  if (linked.exit_code != 0) throw does_not_link(linked.output, file);
  fs::remove(folder / "0.o", none);
  fs::rename(folder.path(), ready, none);  // if somebody else was faster, theirs is as good
  prune(place);
  SimtProgram program{ready / "program", {}, false};
  for (const std::string& warning : read_compiler(compiled.output).warnings)
    program.warnings.push_back(shown(warning, file.parent_path()));
  return program;
}

SimtRun run_simt_program(const SimtProgram& program, const SimtRunOptions& options) {
  const Folder folder = Folder::temporary();
  const fs::path report = folder / "report";
  std::vector<std::string> command = {program.program.string()};
  command.insert(command.end(), options.arguments.begin(), options.arguments.end());
  std::vector<std::string> environment = {"SEVEN_SIMT_REPORT=" + report.string(),
                                          fmt::format("SEVEN_SIMT_SECONDS={}", options.seconds),
                                          fmt::format("SEVEN_SIMT_PROFILE={}", options.profile ? "1" : ""),
                                          fmt::format("SEVEN_SIMT_TOUCHED={}", options.touched)};
  // The program stops itself when its time is up, and says where it was; this is for one that cannot.
  const ProcessResult result = run_in_sight(command, static_cast<double>(options.seconds) + 10.0, environment);
  SimtRun run;
  run.exit_code = result.exit_code;
  run.seconds = result.seconds;
  if (fs::exists(report)) {
    run.report = read_simt_message(read_file(report));
    return run;
  }
  Error error("the program ended before it could say what was found");
  if (result.exit_code == 124) error.got(fmt::format("it was still running after {} s", options.seconds));
  if (result.exit_code > 128) error.got(fmt::format("signal {}", result.exit_code - 128));
  throw error.fix("SIGKILL (9) is the system's, where memory is short: make the arrays smaller");
}

}  // namespace seven::learn
