#include "learn/workshop.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/lock.h"
#include "core/scratch.h"
#include "learn/compiler_words.h"
#include "learn/kernels.h"
#include "learn/process.h"

namespace seven::learn {

namespace {

namespace fs = std::filesystem;

constexpr double kCompileSeconds = 60.0;

const char* const kHeaders[] = {"exercise.h", "exercise_cuda.h", "call.h", "arena.h"};
const char* const kPrograms[] = {"host.cpp", "kernels.cpp", "kernels.h"};

const char* header_of(bool kernels) { return kernels ? "exercise_cuda.h" : "exercise.h"; }

// The file that is compiled: the student's, and the table of its functions.
std::string wrapper(bool kernels, const std::string& includes,
                    const std::vector<std::pair<std::string, std::string>>& functions) {
  std::string text = fmt::format("#include \"{}\"\n#include \"call.h\"\n{}", header_of(kernels), includes);
  if (kernels) text += "#line 1 \"wrapper.cpp\"\n";
  text += "const seven::learn::Callable seven_callables[] = {\n";
  for (const auto& [name, symbol] : functions)
    text += fmt::format("    seven::learn::callable<&{}>(\"{}\"),\n", symbol, name);
  text += fmt::format("}};\nconst int seven_callable_count = {};\n", functions.size());
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// "FILE:12:5: error: text" as message and place; the rest as details.
void read_diagnostics(const std::string& output, const fs::path& file, const Exercise& exercise, Built& built) {
  const CompilerWords words = read_compiler(output);
  built.message = words.message;
  built.details = words.details;
  if (words.file == file.string()) built.where = fmt::format("{}, line {}", file.filename().string(), words.line);
  for (const std::string& warning : words.warnings) {
    if (warning.starts_with(file.string() + ":")) built.warnings.push_back(warning.substr(file.string().size() + 1));
  }
  for (const std::string& function : exercise.functions) {
    // The table of functions is ours; that its line is the wrong one is no news for the student.
    if (built.where.empty() && output.find("wrapper.cpp") != std::string::npos &&
        output.find("::" + function) != std::string::npos) {
      built.message = fmt::format("there is no function {} in this file, or there are two", function);
      built.where = file.filename().string();
      built.details.clear();
      break;
    }
  }
}

// A word of a rule that make reads: "FILE: a.h b.h \".
std::vector<std::string> dependencies(const std::string& rule) {
  std::vector<std::string> files;
  std::string word;
  for (std::size_t i = rule.find(':') + 1; i <= rule.size(); ++i) {
    const char letter = i < rule.size() ? rule[i] : ' ';
    if (letter == '\\' && i + 1 < rule.size() && rule[i + 1] == ' ') {
      word += ' ';
      ++i;
    } else if (std::isspace(static_cast<unsigned char>(letter)) != 0 || letter == '\\') {
      if (!word.empty()) files.push_back(word);
      word.clear();
    } else {
      word += letter;
    }
  }
  return files;
}

bool inside(const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

bool is_system(const fs::path& file) {
  for (const char* folder : {"/usr/include", "/usr/lib", "/usr/local/include", "/usr/local/lib", "/opt"}) {
    if (inside(file, folder)) return true;
  }
  return false;
}

// The assembler has an #include of its own. It may come from asm, and from any name that is handed through to it.
std::string file_for_assembler(const std::string& assembly) {
  for (const std::string& line : lines_of(assembly)) {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string::npos || line.compare(start, 7, ".string") == 0 || line.compare(start, 6, ".ascii") == 0)
      continue;
    if (line.find(".incbin") != std::string::npos || line.find(".include") != std::string::npos)
      return line.substr(start);
  }
  return "";
}

}  // namespace

std::string with_mistake(const std::string& solution, const Mistake& mistake) {
  const std::size_t at = solution.find(mistake.find);
  if (at == std::string::npos || solution.find(mistake.find, at + 1) != std::string::npos) {
    throw Error("a mistake's text does not stand in the solution exactly once")
        .where(mistake.id)
        .expected(mistake.find)
        .fix("change `find` of this mistake in exercises/manifest.toml");
  }
  std::string text = solution;
  return text.replace(at, mistake.find.size(), mistake.replace);
}

Workshop::Workshop(Toolchain toolchain) : toolchain_(std::move(toolchain)), parts_(toolchain_.work / "parts") {
  make_directories(toolchain_.work);
  const Lock lock = locked("parts");
  prepare();
}

// A second terminal may want the same parts at the same time.
Lock Workshop::locked(const std::string& what) const {
  return {toolchain_.work / (what + ".lock"), "the folder of the exercises' programs",
          "check that the folder may be written to"};
}

bool Workshop::is_clang() const { return toolchain_.compiler.find("clang") != std::string::npos; }

std::vector<std::string> Workshop::compile_command(bool kernels) const {
  const fs::path library = toolchain_.root / "lib";
  std::vector<std::string> command = {
      toolchain_.compiler,        "-std=c++20", "-O2", "-fno-math-errno", "-Wall", "-Wextra", "-Wno-unused-parameter",
      "-fdiagnostics-color=never"};
  if (!toolchain_.architecture.empty() && !kernels) command.push_back("-march=" + toolchain_.architecture);
  command.push_back("-I" + parts_.string());
  command.push_back("-I" + library.string());
  if (kernels) {
    for (const std::string& option : kernel_options(library, toolchain_.kernel_flags)) command.push_back(option);
  }
  return command;
}

std::vector<std::string> Workshop::link_command(const fs::path& object, const fs::path& program, bool kernels) const {
  std::vector<std::string> command = {toolchain_.compiler, "-static", object.string(), (parts_ / "host.o").string()};
  if (kernels) command.push_back((parts_ / "kernels.o").string());
  command.push_back(toolchain_.archive);
  // clang++ has no static OpenMP; a file that uses a parallel part of the library needs g++.
  if (toolchain_.openmp && !is_clang()) command.emplace_back("-fopenmp");
  std::istringstream libraries(toolchain_.libraries);
  for (std::string library; libraries >> library;) command.push_back(library);
  command.emplace_back("-o");
  command.push_back(program.string());
  return command;
}

// Headers and main program are compiled again when they, the compiler, its options or the library change: they include
// its headers.
void Workshop::prepare() {
  const fs::path host = toolchain_.root / "lib/learn/host";
  std::string stamp = fmt::format("{}\n{}\n{}\n", fmt::join(compile_command(false), " "),
                                  fmt::join(compile_command(true), " "), toolchain_.archive);
  for (const std::string& part : {toolchain_.compiler, toolchain_.archive}) {
    std::error_code none;
    const fs::file_time_type time = fs::last_write_time(fs::canonical(part, none), none);
    if (!none) stamp += fmt::format("{}\n", time.time_since_epoch().count());
  }
  for (const char* name : kHeaders) stamp += read_file(host / name);
  for (const char* name : kPrograms) stamp += read_file(host / name);
  if (fs::exists(parts_ / "stamp") && read_file(parts_ / "stamp") == stamp) return;
  fs::remove_all(parts_);
  make_directories(parts_);
  for (const char* name : kHeaders) write_file(parts_ / name, read_file(host / name));
  const auto run = [&](std::vector<std::string> command, const std::vector<std::string>& more, const char* what) {
    command.insert(command.end(), more.begin(), more.end());
    const ProcessResult result = run_process(command, kCompileSeconds);
    if (result.exit_code != 0) {
      throw Error(fmt::format("{} for the exercises could not be compiled", what))
          .where(fmt::format("{}", fmt::join(command, " ")))
          .got(result.output)
          .fix("./seven doctor");
    }
  };
  run(compile_command(false), {"-c", (host / "host.cpp").string(), "-o", (parts_ / "host.o").string()},
      "the main program");
  // What watches kernels is not itself to be watched.
  if (kernels_here()) {
    run(compile_command(false), {"-c", (host / "kernels.cpp").string(), "-o", (parts_ / "kernels.o").string()},
        "the part around kernels");
  }
  // g++ takes the compiled header by itself where it lies beside the other; clang++ compiles it each time.
  for (const bool kernels : {false, true}) {
    if (is_clang() || (kernels && !kernels_here())) continue;
    const std::string header = (parts_ / header_of(kernels)).string();
    run(compile_command(kernels), {"-x", "c++-header", header, "-o", header + ".gch"}, "the header");
  }
  write_file(parts_ / "stamp", stamp);
}

Built Workshop::build(const Exercise& exercise, const fs::path& given, const fs::path& folder) const {
  Built built;
  const fs::path file = fs::absolute(given).lexically_normal();
  std::vector<std::pair<std::string, std::string>> functions;
  for (const std::string& name : exercise.functions) functions.emplace_back(name, "::" + name);
  const bool kernels = exercise.has_kernels();
  fs::path source = file;
  if (kernels) put(source = folder / "student.h", kernel_source(read_file(file), file));
  put(folder / "wrapper.cpp", wrapper(kernels, fmt::format("#include \"{}\"\n", source.string()), functions));

  std::vector<std::string> command = compile_command(kernels);
  // clang++ would read what asm names itself and write the bytes; so it hands asm through as g++ does.
  if (is_clang()) command.emplace_back("-fno-integrated-as");
  for (const std::string& each :
       {std::string("-S"), (folder / "wrapper.cpp").string(), std::string("-o"), (folder / "wrapper.s").string(),
        std::string("-MD"), std::string("-MF"), (folder / "wrapper.d").string()})
    command.push_back(each);
  const ProcessResult compiled = run_process(command, kCompileSeconds);
  built.seconds = compiled.seconds;
  if (compiled.exit_code == 124) {
    built.word = "does not compile";
    built.message = fmt::format("the compiler was not done after {:g} s", kCompileSeconds);
    return built;
  }
  read_diagnostics(compiled.output, file, exercise, built);

  // What the file reads while it is compiled: nothing but headers. Known even where the compiler failed on the way.
  if (fs::exists(folder / "wrapper.d")) {
    const fs::path root = fs::weakly_canonical(toolchain_.root);
    for (const std::string& each : dependencies(read_file(folder / "wrapper.d"))) {
      const fs::path read = fs::weakly_canonical(each);
      const bool own = read == fs::weakly_canonical(file) || inside(read, fs::weakly_canonical(folder)) ||
                       inside(read, fs::weakly_canonical(parts_));
      const bool header = inside(read, root / "lib") && !inside(read, root / "lib/learn") && read.extension() == ".h";
      if (own || header || (!inside(read, root) && is_system(read))) continue;
      built.word = "reads other files";
      built.message =
          fmt::format("it includes {}: only {}, the standard library and lib/*.h may be included",
                      inside(read, root) ? read.lexically_relative(root).string() : read.string(), header_of(kernels));
      built.where = file.filename().string();
      built.details.clear();
      return built;
    }
  }
  if (compiled.exit_code != 0) {
    built.word = "does not compile";
    return built;
  }
  built.message.clear();
  built.details.clear();
  if (const std::string line = file_for_assembler(read_file(folder / "wrapper.s")); !line.empty()) {
    built.word = "reads other files";
    built.message = "it lets the assembler read a file: " + line;
    return built;
  }

  const ProcessResult assembled =
      run_process({toolchain_.compiler, "-c", (folder / "wrapper.s").string(), "-o", (folder / "wrapper.o").string()},
                  kCompileSeconds);
  ProcessResult linked = assembled;
  if (assembled.exit_code == 0)
    linked = run_process(link_command(folder / "wrapper.o", folder / "program", kernels), kCompileSeconds);
  built.seconds += assembled.seconds + linked.seconds;
  if (linked.exit_code != 0) {
    built.word = "does not link";
    built.message = "the file uses a function that is nowhere, or defines main() or a name of the checker";
    built.details = lines_of(linked.output);
    return built;
  }
  built.program = folder / "program";
  return built;
}

fs::path Workshop::references(const Exercise& exercise) const {
  const std::string solution = read_file(toolchain_.root / "solutions" / exercise.path());
  const bool kernels = exercise.has_kernels();
  std::string includes;
  std::vector<std::pair<std::string, std::string>> functions;
  for (const Mistake& mistake : exercise.mistakes) {
    std::string space = "mistake_" + mistake.id;
    std::replace(space.begin(), space.end(), '-', '_');
    // The headers are there already and empty inside the namespace.
    const std::string text = with_mistake(solution, mistake);
    includes += fmt::format("namespace {} {{\n{}\n}}\n", space, kernels ? kernel_source(text, exercise.path()) : text);
    for (const std::string& name : exercise.functions)
      functions.emplace_back(mistake.id + "/" + name, "::" + space + "::" + name);
  }
  const std::string text = wrapper(kernels, includes, functions);
  const Lock lock = locked(exercise.id);
  const fs::path folder = parts_ / "references" / exercise.id;
  if (fs::exists(folder / "program") && fs::exists(folder / "text") && read_file(folder / "text") == text)
    return folder / "program";
  fs::remove_all(folder);
  make_directories(folder);
  put(folder / "wrapper.cpp", text);
  std::vector<std::string> command = compile_command(kernels);
  for (const std::string& each : {std::string("-w"), std::string("-c"), (folder / "wrapper.cpp").string(),
                                  std::string("-o"), (folder / "wrapper.o").string()})
    command.push_back(each);
  ProcessResult result = run_process(command, kCompileSeconds);
  if (result.exit_code == 0)
    result = run_process(link_command(folder / "wrapper.o", folder / "program", kernels), kCompileSeconds);
  if (result.exit_code != 0) {
    throw Error("the known mistakes of an exercise do not compile")
        .where(exercise.id)
        .got(result.output)
        .fix("see exercises/manifest.toml and solutions/" + exercise.path());
  }
  write_file(folder / "text", text);
  return folder / "program";
}

}  // namespace seven::learn
