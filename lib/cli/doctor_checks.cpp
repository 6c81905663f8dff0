#include "cli/doctor_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace seven::cli {
namespace {

constexpr double kGigabyte = 1e9;
constexpr double kDiskWanted = 2.0;  // CIFAR-10 unpacked, checkpoints and reports of a few runs
constexpr std::array kHeadless{"chromium", "chromium-browser", "google-chrome"};
constexpr double kDiskRequired = 0.1;  // below this not even a checkpoint can be saved

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// The command that installs a package here; names differ from system to system.
std::string install(const World& world, const std::string& apt, const std::string& dnf, const std::string& pacman,
                    const std::string& brew) {
  if (!world.find_program("apt-get").empty()) return "sudo apt-get install " + apt;
  if (!world.find_program("dnf").empty()) return "sudo dnf install " + dnf;
  if (!world.find_program("pacman").empty()) return "sudo pacman -S " + pacman;
  if (!world.find_program("brew").empty()) return "brew install " + brew;
  return "install the package " + apt + " or what your system calls it";
}

// On PATH or in one of the folders where its maker puts it without telling PATH.
std::string find(const World& world, const std::string& program, const std::vector<std::string>& folders) {
  const std::string path = world.find_program(program);
  if (!path.empty()) return path;
  for (const std::string& folder : folders) {
    if (world.exists(folder + "/" + program)) return folder + "/" + program;
  }
  return "";
}

Finding compiler(const World& world) {
  Finding f{"compiler", State::ok, "", "compiled this program; its flags decide the speed", "", true};
  f.found = world.compiler + ", " + world.build_type;
  if (!world.arch.empty()) f.found += " -march=" + world.arch;
  if (!world.vectors.empty()) f.found += " (" + world.vectors + ")";
  if (!world.sanitizers.empty()) f.found += ", sanitizers " + world.sanitizers;
  if (world.build_type != "Release" || !world.sanitizers.empty()) {
    f.state = State::absent;
    f.found += ": slow, for finding mistakes";
    f.fix = "for speed, run without SEVEN_PRESET (the release preset)";
  }
  return f;
}

Finding build_tools(const World& world) {
  Finding f{"CMake, Ninja", State::ok, "", "build the project and its exercises", "", true};
  const std::string cmake = world.find_program("cmake");
  const std::string ninja = find(world, "ninja", {}).empty() ? world.find_program("ninja-build") : "ninja";
  if (cmake.empty() || ninja.empty()) {
    f.state = State::problem;
    f.found = cmake.empty() && ninja.empty() ? "neither is found" : cmake.empty() ? "no cmake found" : "no ninja found";
    f.fix = "./seven setup";
    return f;
  }
  f.found = first_line(world.output_of("cmake --version"));
  f.found += world.find_program("ccache").empty() ? "; no ccache (optional)" : "; with ccache";
  return f;
}

Finding openmp(const World& world) {
  Finding f{"OpenMP", State::ok, "", "spreads every loop over the cores", "", false};
  const std::string threads = fmt::format("{} thread{}", world.threads, world.threads == 1 ? "" : "s");
  if (world.backend == "openmp") {
    f.found = threads;
    return f;
  }
  f.state = State::absent;
  f.found = fmt::format("not in this build: {} ({}), slower for small networks", world.backend, threads);
  f.fix = world.compiler.starts_with("g++") ? "g++ brings it: remove the build folder and run ./seven again"
                                            : install(world, "libomp-dev", "libomp-devel", "openmp", "libomp") +
                                                  ", remove the build folder, run ./seven again";
  return f;
}

std::string nvcc(const World& world) { return find(world, "nvcc", {"/usr/local/cuda/bin", "/opt/cuda/bin"}); }

Finding cuda_toolkit(const World& world) {
  Finding f{"CUDA toolkit", State::ok, "", "compiles the CUDA kernels of chapters 8 to 10 and 14", "", false};
  const std::string path = nvcc(world);
  if (path.empty()) {
    f.state = State::absent;
    f.found = "not found; the CPU chapters need none";
    f.fix = install(world, "nvidia-cuda-toolkit", "cuda-toolkit", "cuda", "none") + ", 12 or newer";
    if (!world.find_program("brew").empty()) f.fix = "none on macOS: --device simt runs the kernels there";
    return f;
  }
  const std::string output = world.output_of("'" + path + "' --version");
  const std::size_t release = output.find("release ");
  const std::string version = release == std::string::npos
                                  ? ""
                                  : output.substr(release + 8, output.find_first_of(",\n", release) - release - 8);
  f.found = fmt::format("{} ({})", version.empty() ? "of unknown version" : version, path);
  if (!version.empty() && std::atoi(version.c_str()) < 12) {
    f.state = State::absent;
    f.found += ": too old";
    f.fix = "install version 12 or newer from https://developer.nvidia.com/cuda-downloads";
    return f;
  }
  f.found += world.cuda.empty() ? "; this build has no kernels for a GPU (SEVEN_PRESET=cuda ./seven has)"
                                : "; this build has kernels for sm " + world.cuda;
  return f;
}

Finding gpu(const World& world) {
  Finding f{"GPU", State::ok, "", "runs the CUDA kernels and full ILSVRC training", "", false};
  const std::string path = find(world, "nvidia-smi", {"/usr/lib/wsl/lib"});
  if (path.empty()) {
    f.found = "no GPU: everything runs on the CPU, CUDA kernels too (--device simt)";
    return f;
  }
  std::string list =
      world.output_of("'" + path + "' --query-gpu=name,compute_cap,memory.total,driver_version --format=csv,noheader");
  if (list.empty()) list = world.output_of("'" + path + "' -L");  // drivers before 510 know no compute_cap
  if (list.empty()) {
    f.state = State::problem;
    f.found = "nvidia-smi is here but does not answer; until it does, everything runs on the CPU";
    f.fix = "reload the NVIDIA driver (most often: restart the machine)";
    return f;
  }
  const auto count = std::count(list.begin(), list.end(), '\n') + (list.back() == '\n' ? 0 : 1);
  f.found = fmt::format("{} x {} (name, compute capability, memory, driver)", count, first_line(list));
  if (nvcc(world).empty()) {
    f.state = State::absent;
    f.found += ", unused for want of the CUDA toolkit";
    f.fix = "see CUDA toolkit above";
  } else if (world.cuda.empty()) {
    f.state = State::absent;
    f.found += ", unused by this build";
    f.fix = "SEVEN_PRESET=cuda before ./seven builds the kernels for it";
  } else if (!world.why_no_cuda.empty()) {
    f.state = State::problem;
    f.found += ", but " + world.why_no_cuda;
    f.fix = "until then --device simt runs the same kernels on the CPU";
  }
  return f;
}

Finding mpi(const World& world) {
  Finding f{"MPI", State::ok, "", "trains on several processes or machines (chapter 14)", "", false};
  if (world.find_program("mpirun").empty()) {
    f.state = State::absent;
    f.found = "not found";
    f.fix = install(world, "openmpi-bin libopenmpi-dev", "openmpi openmpi-devel", "openmpi", "open-mpi");
    return f;
  }
  f.found = first_line(world.output_of("mpirun --version"));
  if (f.found.empty()) f.found = "mpirun, of unknown version";
  return f;
}

Finding disk(const World& world) {
  Finding f{"disk", State::ok, "", "checkpoints, logs and reports go to the working directory", "", false};
  if (!world.can_write_here()) {
    f.state = State::problem;
    f.required = true;
    f.found = "the working directory cannot be written to";
    f.fix = "cd to a folder of yours";
    return f;
  }
  if (!world.disk_free) {
    f.found = "free space unknown";
    return f;
  }
  const double gigabytes = static_cast<double>(*world.disk_free) / kGigabyte;
  f.found = fmt::format("{:.1f} GB free", gigabytes);
  if (gigabytes < kDiskWanted) {
    f.state = State::problem;
    f.required = gigabytes < kDiskRequired;
    f.found += fmt::format(", under {:.0f} GB", kDiskWanted);
    f.fix = "free some space, or work in a folder on another disk";
  }
  return f;
}

Finding data(const World& world) {
  Finding f{"data: CIFAR-10", State::ok, "", "trains on real photos; without it, on pictures drawn here", "", false};
  const std::string given = world.environment("SEVEN_DATA");
  std::vector<std::string> folders;
  if (!given.empty()) folders.push_back(given);
  folders.push_back("datasets/cifar10/data");
  folders.push_back(world.source_dir + "/datasets/cifar10/data");
  for (const std::string& folder : folders) {
    if (world.exists(folder + "/cifar-10-batches-bin")) {
      f.found = folder + "/cifar-10-batches-bin";
      return f;
    }
    if (world.exists(folder + "/cifar-10-binary.tar.xz")) {
      f.found = folder + "/cifar-10-binary.tar.xz";
      if (world.find_program("xz").empty()) {
        f.state = State::problem;
        f.found += ", but no xz to unpack it";
        f.fix = install(world, "xz-utils", "xz", "xz", "xz");
      }
      return f;
    }
  }
  f.fix = "put cifar-10-batches-bin into a folder and say export SEVEN_DATA=/that/folder";
  f.state = State::absent;
  f.found = "not found; the drawn pictures are built in";
  if (!given.empty()) {  // somebody means to have it: say that the folder is wrong
    f.state = State::problem;
    f.found = fmt::format("SEVEN_DATA={} {}", given, world.exists(given) ? "holds no CIFAR-10" : "does not exist");
  }
  return f;
}

Finding browser(const World& world) {
  Finding f{"browser", State::ok, "", "shows the reports, which are single HTML files", "", false};
  for (const char* program : {"xdg-open", "open", "wslview", "firefox", "chromium", "google-chrome"}) {
    f.found = world.find_program(program);
    if (!f.found.empty()) return f;
  }
  f.state = State::absent;
  f.found = "not found";
  f.fix = "copy the report's .html file to a machine that has one";
  return f;
}

// A learner's file becomes a program of its own, with nothing to load from disk: that takes static libraries.
Finding exercises(const World& world) {
  Finding f{"exercises", State::ok, "", "compiles and checks what a learner writes (./seven learn)", "", false};
  if (!world.exists(world.compiler_path)) {
    f.state = State::absent;
    f.found = "the compiler " + world.compiler_path + " is gone";
    f.fix = "./seven setup";
    return f;
  }
  // Where there is no such library, the compiler repeats the bare name.
  const std::string library = first_line(world.output_of(world.compiler_path + " -print-file-name=libc.a"));
  if (library.find('/') == std::string::npos) {
    f.state = State::absent;
    f.found = "no static C library";
    f.fix = install(world, "libc6-dev", "glibc-static libstdc++-static", "glibc", "gcc");
    return f;
  }
  f.found = world.can_confine ? "ready; a learner's program is kept from files, processes and the network"
                              : "ready; this system cannot keep a program from files: grade only files you trust";
  return f;
}

Finding web_site(const World& world) {
  Finding f{"web site", State::ok, "", "./seven docs: the course and the library as pages, read without a net",
            "",         false};
  std::string missing;
  const auto expect = [&](bool there, const char* name) {
    if (!there) missing += missing.empty() ? name : std::string(", ") + name;
  };
  expect(!world.find_program("doxygen").empty(), "Doxygen");
  expect(!world.find_program("cmark-gfm").empty(), "cmark-gfm");
  expect(world.exists("/usr/share/doxygen-awesome-css"), "doxygen-awesome-css");
  expect(world.exists("/usr/share/javascript/katex"), "KaTeX");
  if (!missing.empty()) {
    f.state = State::absent;
    f.found = "not here: " + missing;
    f.fix = world.find_program("apt-get").empty() ? "install what is missing; ./seven docs says where it looks"
                                                  : "./seven docs installs them";
    return f;
  }
  f.found = first_line("Doxygen " + world.output_of("doxygen --version"));
  const bool browser = std::any_of(kHeadless.begin(), kHeadless.end(),
                                   [&](const char* name) { return !world.find_program(name).empty(); });
  f.found +=
      browser ? "; its pages are tested in a browser" : "; no chromium (optional), so its pages are not looked at";
  return f;
}

}  // namespace

std::vector<Finding> examine(const World& world) {
  return {compiler(world), build_tools(world), openmp(world),    cuda_toolkit(world), gpu(world),     mpi(world),
          disk(world),     data(world),        exercises(world), browser(world),      web_site(world)};
}

int exit_code(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.required && f.state == State::problem; })
             ? 1
             : 0;
}

}  // namespace seven::cli
