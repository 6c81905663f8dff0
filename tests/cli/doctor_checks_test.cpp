#include "cli/doctor_checks.h"

#include <doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace seven::cli;

namespace {

// A machine made up for the test: change its parts, then examine world().
struct Machine {
  std::set<std::string> programs{"cmake", "ninja", "ccache", "apt-get", "xz", "xdg-open"};
  std::map<std::string, std::string> outputs{{"cmake --version", "cmake version 3.25.1\n\nCMake suite\n"},
                                             {"/usr/bin/c++ -print-file-name=libc.a", "/usr/lib/libc.a\n"}};
  std::map<std::string, std::string> variables;
  std::set<std::string> files{"/usr/bin/c++"};
  bool confine = true;
  bool writable = true;
  std::optional<std::uint64_t> disk_free = 100'000'000'000;
  std::string backend = "openmp";
  std::string compiler = "g++ 12.2.0";
  std::string build_type = "Release";
  std::string cuda = "75 90";
  std::string why_no_cuda;

  [[nodiscard]] World world() const {
    World w;
    w.find_program = [this](const std::string& p) { return programs.contains(p) ? "/usr/bin/" + p : ""; };
    w.output_of = [this](const std::string& c) { return outputs.contains(c) ? outputs.at(c) : ""; };
    w.environment = [this](const std::string& n) { return variables.contains(n) ? variables.at(n) : ""; };
    w.exists = [this](const std::string& path) { return files.contains(path); };
    w.can_write_here = [this] { return writable; };
    w.disk_free = disk_free;
    w.compiler = compiler;
    w.compiler_path = "/usr/bin/c++";
    w.can_confine = confine;
    w.build_type = build_type;
    w.arch = "native";
    w.vectors = "AVX2";
    w.source_dir = "/project";
    w.cuda = cuda;
    w.why_no_cuda = why_no_cuda;
    w.backend = backend;
    w.threads = 2;
    return w;
  }
  [[nodiscard]] std::vector<Finding> findings() const { return examine(world()); }
  [[nodiscard]] Finding finding(const std::string& item) const {
    const std::vector<Finding> all = findings();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Finding& f) { return f.item == item; });
    REQUIRE(it != all.end());
    return *it;
  }
  [[nodiscard]] int code() const { return exit_code(findings()); }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every item says what it is for, and what lacks has one fix line") {
  Machine bare;
  bare.programs = {"apt-get"};
  bare.backend = "threads";
  bare.disk_free = 1'000'000;
  for (const Machine& machine : {Machine{}, bare}) {
    for (const Finding& f : machine.findings()) {
      CAPTURE(f.item);
      CHECK_FALSE(f.found.empty());
      CHECK_FALSE(f.purpose.empty());
      CHECK((f.state == State::ok) == f.fix.empty());
      CHECK_FALSE(has(f.fix, "\n"));
      CHECK_FALSE(has(f.found, "\n"));
    }
  }
}

TEST_CASE("no GPU is a first-class state, not a fault") {
  const Finding gpu = Machine{}.finding("GPU");
  CHECK(gpu.state == State::ok);
  CHECK(gpu.found == "no GPU: everything runs on the CPU, CUDA kernels too (--device simt)");
  CHECK(Machine{}.finding("CUDA toolkit").state == State::absent);
  CHECK(Machine{}.finding("MPI").state == State::absent);
  CHECK(Machine{}.code() == 0);
}

TEST_CASE("a GPU is named, asked for in the old way too, and a driver that does not answer is a problem") {
  Machine m;
  m.programs.insert({"nvidia-smi", "nvcc"});
  m.outputs["'/usr/bin/nvcc' --version"] = "nvcc: NVIDIA\nCuda compilation tools, release 12.4, V12.4.131\n";
  CHECK(m.finding("CUDA toolkit").found == "12.4 (/usr/bin/nvcc); this build has kernels for sm 75 90");
  CHECK(m.finding("GPU").state == State::problem);
  CHECK(m.code() == 0);
  m.outputs["'/usr/bin/nvidia-smi' -L"] = "GPU 0: Old\n";
  CHECK(has(m.finding("GPU").found, "1 x GPU 0: Old"));
  m.outputs["'/usr/bin/nvidia-smi' --query-gpu=name,compute_cap,memory.total,driver_version --format=csv,noheader"] =
      "NVIDIA H100, 9.0, 81559 MiB, 550.1\nNVIDIA H100, 9.0, 81559 MiB, 550.1\n";
  CHECK(has(m.finding("GPU").found, "2 x NVIDIA H100, 9.0"));
  CHECK(m.finding("GPU").state == State::ok);
  m.why_no_cuda = "its driver is too old";
  CHECK(m.finding("GPU").state == State::problem);
  CHECK(has(m.finding("GPU").found,
            "H100, 9.0, 81559 MiB, 550.1 (name, compute capability, memory, driver), but its driver"));
  m.why_no_cuda.clear();
  m.cuda.clear();
  CHECK(has(m.finding("CUDA toolkit").found, "no kernels for a GPU"));
  CHECK(has(m.finding("GPU").fix, "SEVEN_PRESET=cuda"));
  m.cuda = "90";
  m.programs.erase("nvcc");
  CHECK(m.finding("GPU").state == State::absent);
  m.files.insert("/usr/local/cuda/bin/nvcc");  // where NVIDIA's own installer leaves it, off PATH
  CHECK(m.finding("GPU").state == State::ok);
  m.outputs["'/usr/local/cuda/bin/nvcc' --version"] = "release 11.8, V11.8";
  CHECK(has(m.finding("CUDA toolkit").found, "too old"));
}

TEST_CASE("only something required makes it fail") {
  Machine m;
  m.programs.erase("ninja");
  CHECK(m.finding("CMake, Ninja").state == State::problem);
  CHECK(m.code() == 1);
  m.programs.insert("ninja-build");  // the name on older Fedora
  CHECK(m.code() == 0);

  m.disk_free = 1'900'000'000;
  CHECK(m.finding("disk").state == State::problem);
  CHECK(has(m.finding("disk").found, "1.9 GB free, under 2 GB"));
  CHECK(m.code() == 0);
  m.disk_free = 50'000'000;
  CHECK(m.code() == 1);
  m.disk_free.reset();
  CHECK(m.code() == 0);
  m.writable = false;
  CHECK(m.code() == 1);
}

TEST_CASE("CIFAR-10 is found where it lies, packed or not, and a wrong SEVEN_DATA is said") {
  Machine m;
  CHECK(m.finding("data: CIFAR-10").state == State::absent);
  m.files = {"/project/datasets/cifar10/data/cifar-10-binary.tar.xz"};
  CHECK(m.finding("data: CIFAR-10").found == "/project/datasets/cifar10/data/cifar-10-binary.tar.xz");
  m.programs.erase("xz");
  CHECK(m.finding("data: CIFAR-10").fix == "sudo apt-get install xz-utils");
  m.files.clear();
  m.variables["SEVEN_DATA"] = "/data";
  CHECK(has(m.finding("data: CIFAR-10").found, "SEVEN_DATA=/data does not exist"));
  CHECK(m.finding("data: CIFAR-10").state == State::problem);
  m.files = {"/data"};
  CHECK(has(m.finding("data: CIFAR-10").found, "holds no CIFAR-10"));
  m.files.insert("/data/cifar-10-batches-bin");
  CHECK(m.finding("data: CIFAR-10").state == State::ok);
  CHECK(m.code() == 0);
}

TEST_CASE("fixes speak the language of the system") {
  Machine m;
  CHECK(has(m.finding("MPI").fix, "apt-get install openmpi-bin"));
  m.programs.erase("apt-get");
  m.programs.insert("dnf");
  CHECK(has(m.finding("MPI").fix, "dnf install openmpi"));
  m.programs.erase("dnf");
  m.programs.insert("brew");
  CHECK(m.finding("MPI").fix == "brew install open-mpi");
}

TEST_CASE("a slow build says so") {
  Machine m;
  m.build_type = "Debug";
  CHECK(m.finding("compiler").state == State::absent);
  m = Machine{};
  m.backend = "threads";
  m.compiler = "clang++ 14.0.6";
  CHECK(m.finding("OpenMP").state == State::absent);
  CHECK(has(m.finding("OpenMP").fix, "libomp-dev"));
}

TEST_CASE("exercises need the compiler and a static library, and say where programs are not confined") {
  Machine machine;
  CHECK(machine.finding("exercises").state == State::ok);
  CHECK(has(machine.finding("exercises").found, "kept from files"));
  machine.confine = false;
  CHECK(has(machine.finding("exercises").found, "only files you trust"));
  machine.outputs["/usr/bin/c++ -print-file-name=libc.a"] = "libc.a\n";
  CHECK(machine.finding("exercises").state == State::absent);
  CHECK(has(machine.finding("exercises").fix, "libc6-dev"));
  machine.files.clear();
  CHECK(has(machine.finding("exercises").found, "is gone"));
}

TEST_CASE("the web site names what is missing of it, and that its pages are looked at") {
  const Finding none = Machine{}.finding("web site");
  CHECK(none.state == State::absent);
  for (const char* part : {"Doxygen", "cmark-gfm", "doxygen-awesome-css", "KaTeX"}) CHECK(has(none.found, part));
  CHECK(none.fix == "./seven docs installs them");
  Machine machine;
  machine.programs.insert({"doxygen", "cmark-gfm"});
  machine.files.insert("/usr/share/doxygen-awesome-css");
  CHECK(machine.finding("web site").found == "not here: KaTeX");
  machine.files.insert("/usr/share/javascript/katex");
  machine.outputs["doxygen --version"] = "1.9.4\n";
  CHECK(machine.finding("web site").state == State::ok);
  CHECK(has(machine.finding("web site").found, "Doxygen 1.9.4; no chromium"));
  machine.programs.insert("google-chrome");
  CHECK(has(machine.finding("web site").found, "tested in a browser"));
  CHECK(machine.code() == 0);
}
