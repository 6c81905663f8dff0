// seven simt as a student meets it: a file of plain CUDA, with one mistake after the other planted in it, and the
// library's own kernels.
#include <doctest.h>

#include <nlohmann/json.hpp>

#include "check/simt_kernels.h"
#include "cli/common.h"
#include "core/device_memory.h"
#include "learn/simt_program.h"
#include "support/program.h"

using namespace seven;
using nlohmann::json;

namespace {

// Where the build cannot check kernels, the commands say so.
bool skipped() {
  const std::string reason = why_not(Device::simt_check);
  if (reason.empty()) return false;
  MESSAGE("skipped: " << reason);
  check_program("simt check activation/naive", 77, {"kernels cannot be checked here"});
  return true;
}

// Compiled once; its first argument says what it does.
const char* const kPlanted = R"cuda(#include <cuda_runtime.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <vector>

constexpr int kTile = 64;

__device__ int counter;
__constant__ float weights[4];

template <bool Barrier>
__global__ void reverse(float* y, const float* x) {
  __shared__ float tile[kTile];
  tile[threadIdx.x] = x[threadIdx.x];
  if (Barrier) __syncthreads();
  y[threadIdx.x] = tile[kTile - 1 - threadIdx.x];
}

__global__ void scale(float* y, const float* x, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = weights[1] * x[i];
  if (i < n) atomicAdd(&counter, 1);
}

__global__ void no_guard(float* y, const float* x) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = x[i];  // no guard
}

__global__ void divergent(float* y) {
  if (threadIdx.x < 40) __syncthreads();
  else __syncwarp();
  y[threadIdx.x] = 1.0f;
}

__global__ void half_a_tile(float* y, int n) {
  __shared__ float tile[kTile];
  if (threadIdx.x < n) tile[threadIdx.x] = 1.0f;
  __syncthreads();
  y[threadIdx.x] = tile[threadIdx.x];  // who filled it?
}

__global__ void by_four(float4* y, const float* x) {
  y[threadIdx.x] = *reinterpret_cast<const float4*>(x + 1 + 4 * threadIdx.x);
}

__global__ void one_word(float* y) {
  if (threadIdx.x == 0) y[0] = blockIdx.x;
}

template <class T>
__global__ void dynamic(T* y, const T* x) {
  extern __shared__ T tile[];
  tile[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  y[threadIdx.x] = tile[blockDim.x - 1 - threadIdx.x];
}

__global__ void strided(float* y, const float* x, int stride) { y[threadIdx.x] = x[threadIdx.x * stride]; }

__global__ void column(float* y) {
  __shared__ float tile[32][32];
  for (int r = 0; r < 32; ++r) tile[r][threadIdx.x] = r;
  __syncthreads();
  float sum = 0.0f;
  for (int c = 0; c < 32; ++c) sum += tile[threadIdx.x][c];
  y[threadIdx.x] = sum;
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "right";
  auto is = [&](const char* name) { return std::strcmp(what, name) == 0; };
  const int n = 1000;
  const size_t bytes = n * sizeof(float);
  std::vector<float> host(n, 2.0f);
  float *d_x, *d_y;
  cudaMalloc((void**)&d_x, bytes);
  cudaMalloc(&d_y, bytes);
  cudaMemcpy(d_x, host.data(), bytes, cudaMemcpyHostToDevice);
  if (is("right")) {
    const float w[4] = {1.0f, 3.0f, 5.0f, 7.0f};
    cudaMemcpyToSymbol(weights, w, sizeof w);
    scale<<<(n + 255) / 256,
            256>>>(d_y, d_x,
                   n);
    reverse<true><<<1, kTile>>>(d_x, d_y);
    dynamic<<<1, 32, 32 * sizeof(float)>>>(d_y, d_x);  // T is found from the arguments
    cudaStream_t stream;
    cudaStreamCreate(&stream);
    cudaEvent_t begin, end;
    cudaEventCreate(&begin);
    cudaEventCreate(&end);
    cudaEventRecord(begin, stream);
    strided<<<1, 32, 0, stream>>>(d_y, d_x, 1);
    cudaEventRecord(end, stream);
    cudaEventSynchronize(end);
    float ms = -1.0f;
    cudaEventElapsedTime(&ms, begin, end);
    int *managed, count = 0;
    cudaMallocManaged(&managed, sizeof(int));
    *managed = 5;
    cudaMemcpyFromSymbol(&count, counter, sizeof count);
    cudaMemcpy(host.data(), d_y, bytes, cudaMemcpyDeviceToHost);
    std::printf("first %g count %d managed %d time %d: %s\n", host[0], count, *managed, ms >= 0.0f,
                cudaGetErrorString(cudaDeviceSynchronize()));
    cudaFree(managed);
  }
  if (is("race")) reverse<false><<<1, kTile>>>(d_y, d_x);
  if (is("guard")) no_guard<<<4, 256>>>(d_y, d_x);
  if (is("barrier")) divergent<<<1, 64>>>(d_y);
  if (is("uninitialised")) half_a_tile<<<1, kTile>>>(d_y, 40);
  if (is("misaligned")) by_four<<<1, 32>>>((float4*)d_y, d_x);
  if (is("word")) one_word<<<3, 32>>>(d_y);
  if (is("host")) strided<<<1, 32>>>(d_y, host.data(), 1);
  if (is("forgotten")) dynamic<float><<<1, 32>>>(d_y, d_x);
  if (is("direction")) cudaMemcpy(host.data(), d_x, bytes, cudaMemcpyHostToDevice);
  if (is("too long")) cudaMemcpy(d_x, host.data(), 4 * bytes, cudaMemcpyHostToDevice);
  if (is("touch")) std::printf("%g\n", d_x[3]);
  if (is("threads")) strided<<<1, 2000>>>(d_y, d_x, 1);
  if (is("zero")) std::printf("%d\n", n / (argc - 2));
  if (is("throw")) throw std::runtime_error("lost");
  if (is("exit")) { strided<<<1, 32>>>(d_y, d_x, 1); std::exit(3); }
  if (is("idle")) return 0;
  if (is("stride")) strided<<<1, 32>>>(d_y, d_x, 2);
  if (is("column")) column<<<1, 32>>>(d_y);
  if (cudaGetLastError() != cudaSuccess) std::printf("a GPU fails here\n");
  cudaFree(d_x);
  if (is("freed")) strided<<<1, 32>>>(d_y, d_x, 1);
  if (is("twice")) cudaFree(d_x);
  cudaFree(d_y);
}
)cuda";

const std::filesystem::path& planted() {
  static const TemporaryDirectory directory;
  static const std::filesystem::path file = directory / "my_kernel.cu";
  static const bool written = [] {
    write_file(file, kPlanted);
    return true;
  }();
  REQUIRE(written);
  return file;
}

// "my_kernel.cu:17" of the only line that has this text.
std::string line_of(const std::string& text) {
  const std::string all = kPlanted;
  const std::size_t at = all.find(text);
  REQUIRE(at != std::string::npos);
  return "my_kernel.cu:" +
         std::to_string(std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1);
}

// The program, told to make this mistake, is found to: the first finding's kind, and words of the report.
void check_found(const std::string& what, const std::string& kind, const std::vector<std::string>& words) {
  CAPTURE(what);
  const TemporaryDirectory directory;
  const ProgramRun run = check_program(
      "simt check " + quoted(planted()) + " --json " + quoted(directory / "j") + " -- '" + what + "'", 1, {"finding"});
  CAPTURE(run.out);
  const json report = json::parse(read_file(directory / "j"));
  REQUIRE(!report["findings"].empty());
  CHECK(report["findings"][0]["kind"] == kind);
  CHECK(report["findings"][0]["file"] == "my_kernel.cu");
  for (const std::string& word : words) CHECK_MESSAGE(contains(run.out, word), word);
}

// The counts of the lines whose source has this text.
json counts(const std::string& what, const std::string& text, const std::string& space, const std::string& access) {
  const TemporaryDirectory directory;
  check_program("simt profile " + quoted(planted()) + " --json " + quoted(directory / "j") + " -- " + what, 0,
                {"barriers of blocks", "my_kernel.cu:"});
  const json report = json::parse(read_file(directory / "j"));
  for (const json& line : report["lines"]) {
    if (contains(line["source"], text) && line["space"] == space && line["access"] == access) return line;
  }
  FAIL(report.dump(2));
  return {};
}

}  // namespace

TEST_CASE("a right program: what it prints is seen, and nothing is found") {
  if (skipped()) return;
  const ProgramRun run = check_program("simt check " + quoted(planted()), 0, {});
  CHECK(run.out == "first 6 count 1000 managed 5 time 1: no error\nnothing found in 4 launches, 7 blocks (" +
                       planted().string() + ")\n");
  CHECK(run.err.empty());
}

TEST_CASE("each mistake is found, with its line") {
  if (skipped()) return;
  check_found(
      "race", "race",
      {"__shared__ tile", "writes it at " + line_of("tile[threadIdx.x] = x[threadIdx.x];\n  if (Barrier)"),
       "reads it at " + line_of("y[threadIdx.x] = tile[kTile - 1"), "Put __syncthreads()", "of reverse<false>"});
  check_found("guard", "out-of-bounds",
              {"device memory d_x of 4000 bytes", "thread (232, 0, 0)", line_of("// no guard"), "block (3, 0, 0)",
               "launched at " + line_of("no_guard<<<"), "a GPU fails here"});
  check_found("barrier", "barrier", {"can never complete", "40 threads wait at " + line_of("if (threadIdx.x < 40)")});
  check_found("uninitialised", "uninitialised", {"element 40 of 64", "__shared__ tile", line_of("// who filled it?")});
  check_found("misaligned", "misaligned", {"no multiple of 16 bytes", line_of("reinterpret_cast<const float4*>")});
  check_found("word", "race", {"element 0 of 1000", "device memory d_y", "No barrier orders two blocks"});
  check_found("host", "not-device-memory", {"pointer of the host's", "a GPU fails here"});
  check_found("freed", "freed-memory", {"read of device memory d_x", "after it was freed"});
  check_found("forgotten", "out-of-bounds", {"the launch asked for none", "third argument of the launch"});
}

TEST_CASE("what the host does wrong is found too") {
  if (skipped()) return;
  check_found("direction", "runtime-call",
              {"cudaMemcpy: the destination is a pointer of the host's", "at " + line_of("if (is(\"direction\"))"),
               "a GPU fails here"});
  check_found("too long", "runtime-call", {"16000 bytes do not fit", "device memory d_x of 4000 bytes"});
  check_found("twice", "runtime-call", {"cudaFree", "which was freed before"});
  check_found("touch", "host-access", {"the host reads device memory d_x", line_of("if (is(\"touch\"))")});
  check_found("threads", "launch", {"1 to 1024 threads", "(2000, 1, 1)", "a GPU fails here"});
  check_found("zero", "crash", {"divided an integer by zero", line_of("if (is(\"zero\"))")});
}

TEST_CASE("a program's own end counts") {
  if (skipped()) return;
  const std::string check = "simt check " + quoted(planted()) + " -- ";
  check_program(check + "throw", 1, {"the program ended with an error", "lost"});
  check_program(check + "exit", 1, {"the program itself says that it failed", "exit code 3"});
  check_program(check + "idle", 1, {"launched no kernel"});
}

TEST_CASE("the profile counts what one counts by hand") {
  if (skipped()) return;
  // A warp's 32 floats, each second one: 256 bytes are 8 sectors, where 4 would do.
  const json load = counts("stride", "x[threadIdx.x * stride]", "device", "load");
  CHECK(load["requests"] == 1);
  CHECK(load["sectors"] == 8);
  CHECK(load["ideal"] == 4);
  CHECK(load["memory"] == "d_x");
  CHECK(load["bytes"] == 4);
  const json store = counts("stride", "x[threadIdx.x * stride]", "device", "store");
  CHECK(store["sectors"] == 4);
  // A column of a 32 x 32 tile lies in one bank.
  const json column = counts("column", "sum += tile[threadIdx.x][c]", "shared", "load");
  CHECK(column["requests"] == 32);
  CHECK(column["wavefronts"] == 32 * 32);
  CHECK(column["memory"] == "tile");
}

// The program has one copy of each function of std::string, and the kernel's file brings one that is watched: the
// checker's own strings must not be taken for the kernel's.
TEST_CASE("a file may use std::string, as the checker itself does") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  write_file(directory / "mine.cu",
             "#include <cstdio>\n#include <map>\n#include <sstream>\n#include <string>\n#include <vector>\n"
             "__global__ void k(float* y) {\n  __shared__ float t[64];\n  t[threadIdx.x] = threadIdx.x;\n"
             "  y[threadIdx.x] = t[63 - threadIdx.x];\n}\n"
             "int main() {\n  std::map<std::string, std::string> m;\n  std::ostringstream o;\n"
             "  o << \"a\" << 3 << std::string(\"b\");\n  m[o.str()].append(\"abc\").insert(1, 40, 'z');\n"
             "  std::vector<std::string> v{o.str()};\n  v.push_back(m.begin()->second.substr(2, 5) + o.str());\n"
             "  float* y;\n  cudaMalloc(&y, 256);\n  k<<<1, 64>>>(y);\n  cudaFree(y);\n"
             "  std::printf(\"%s\\n\", v[1].c_str());\n}\n");
  const ProgramRun run = check_program("simt check " + quoted(directory / "mine.cu"), 1, {"3 findings", "1 launch"});
  for (const char* word : {"zzzzza3b", "race: two threads", "__shared__ t"})
    CHECK_MESSAGE(contains(run.out, word), word);
}

// Through a pointer the compiler does not know how long the array is; and behind it lies what the runtime needs.
TEST_CASE("a shared array has an end, and all of them have room in a block") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  const auto found = [&](const std::string& size, const std::string& n, const std::vector<std::string>& words) {
    write_file(directory / "mine.cu", "__global__ void k(float* y, int n) {\n  __shared__ float tile[" + size +
                                          "];\n  float* at = tile;\n"
                                          "  for (int i = threadIdx.x; i < n; i += 32) at[i] = 1.0f;\n"
                                          "  __syncthreads();\n  y[threadIdx.x] = at[threadIdx.x];\n}\n"
                                          "int main() {\n  float* y;\n  cudaMalloc(&y, 128);\n  k<<<1, 32>>>(y, " +
                                          n + ");\n}\n");
    const ProgramRun run = check_program("simt check " + quoted(directory / "mine.cu"), 1, {"1 finding"});
    for (const std::string& word : words) CHECK_MESSAGE(contains(run.out, word), word);
  };
  found("32", "33", {"out-of-bounds: write of 4 bytes 0 bytes past the end of __shared__ tile", "at mine.cu:4"});
  write_file(directory / "mine.cu",
             "__shared__ float outside[32];\n__global__ void k(float* y) {\n  outside[threadIdx.x] = 1.0f;\n"
             "  y[threadIdx.x] = outside[31 - threadIdx.x];\n}\n"
             "int main() {\n  float* y;\n  cudaMalloc(&y, 128);\n  k<<<1, 32>>>(y);\n}\n");
  const ProgramRun run = check_program("simt check " + quoted(directory / "mine.cu"), 1, {"finding"});
  CHECK_MESSAGE(contains(run.out, "race: two threads use element 16 of 32 (4 bytes each) of __shared__ outside"),
                run.out);
  found("16384", "32", {"arrays are larger", "at most 49152 bytes", "65536 bytes", "__shared__ tile", "at mine.cu:4"});
}

TEST_CASE("wrong use says what to do") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  const auto refused = [&](const std::string& text, const std::vector<std::string>& words) {
    write_file(directory / "mine.cu", text);
    check_program("simt check " + quoted(directory / "mine.cu"), 1, words);
  };
  refused("#include \"mine.h\"\nint main() {}\n", {"line 1", "mine.h", "must lie beside the file"});
  refused("__global__ void k() {}\nint main() { k<<<1>>>(); }\n", {"line 2", "kernel<<<blocks, threads>>>"});
  refused("int main() {}\n", {"launched no kernel", "kernel<<<blocks, threads>>>"});
  check_program("simt check " + quoted(directory / "none.cu"), 2, {"no such file", "none.cu", "check the name"});
}

TEST_CASE("cooperative groups of a block") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  write_file(directory / "mine.cu",
             "#include <cooperative_groups.h>\n#include <cstdio>\nnamespace cg = cooperative_groups;\n"
             "__global__ void sums(int* y) {\n  auto block = cg::this_thread_block();\n"
             "  auto tile = cg::tiled_partition<16>(block);\n  int v = block.thread_rank();\n"
             "  for (int d = tile.size() / 2; d > 0; d /= 2) v += tile.shfl_down(v, d);\n"
             "  const unsigned odd = tile.ballot(threadIdx.x % 2);\n  block.sync();\n"
             "  if (tile.thread_rank() == 0) y[tile.meta_group_rank()] = v + (odd == 0xaaaa ? 0 : 1000);\n}\n"
             "int main() {\n  int *y, h[4];\n  cudaMalloc(&y, sizeof h);\n  sums<<<1, 64>>>(y);\n"
             "  cudaMemcpy(h, y, sizeof h, cudaMemcpyDeviceToHost);\n"
             "  std::printf(\"%d %d %d %d\\n\", h[0], h[1], h[2], h[3]);\n}\n");
  const ProgramRun run = check_program("simt check " + quoted(directory / "mine.cu"), 0, {"nothing found"});
  CHECK(contains(run.out, "120 376 632 888"));
}

TEST_CASE("rows with a pitch have their end too") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  const auto check = [&](const std::string& rows, int code, const std::vector<std::string>& words) {
    write_file(directory / "mine.cu",
               "#include <cstdio>\n__global__ void k(float* y, int w) {\n  y[threadIdx.y * w + threadIdx.x] = 1;\n}\n"
               "int main() {\n  float *y, h[100];\n  size_t pitch;\n  cudaMallocPitch(&y, &pitch, 40, " +
                   rows +
                   ");\n  k<<<1, dim3(10, 10)>>>(y, pitch / sizeof(float));\n"
                   "  cudaMemcpy2D(h, 40, y, pitch, 40, 10, cudaMemcpyDeviceToHost);\n"
                   "  std::printf(\"%zu %g\\n\", pitch, h[99]);\n}\n");
    const ProgramRun run = check_program("simt check " + quoted(directory / "mine.cu"), code, {});
    for (const std::string& word : words) CHECK_MESSAGE(contains(run.out, word), word);
  };
  check("10", 0, {"512 1", "nothing found"});
  check("9", 1, {"0 bytes past the end of device memory y of 4608 bytes", "thread (0, 9, 0)"});
}

TEST_CASE("a picture shows who touches which word") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  const std::string out = quoted(directory / "p.svg");
  check_program("simt picture " + quoted(planted()) + " --out " + out + " -- stride", 0, {"launch 1 (strided) drawn"});
  const std::string svg = read_file(directory / "p.svg");
  for (const char* word : {"d_x", "d_y", "word 62 of d_x: first block 0, thread 31", "prefers-color-scheme: dark"})
    CHECK_MESSAGE(contains(svg, word), word);
  check_program("simt profile " + quoted(planted()) + " --launch 2 --picture " + out, 0, {"reverse<true>"});
  CHECK(contains(read_file(directory / "p.svg"), "shared memory of block 0"));
  check_program("simt picture " + quoted(planted()) + " --launch 9 --out " + out, 2, {"launch 9", "4 launches"});
  check_program("simt picture activation/naive --out " + out, 0, {"drawn in"});
}

TEST_CASE("a loop without an end is stopped, and its line named") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  write_file(directory / "endless.cu",
             "__global__ void spin(float* y, int n) {\n  while (n > 0) y[0] += 1.0f;\n}\n"
             "int main() {\n  float* y;\n  cudaMallocManaged(&y, 4);\n  spin<<<1, 32>>>(y, 1);\n}\n");
  const ProgramRun run = check_program("simt check " + quoted(directory / "endless.cu") + " --seconds 3", 1, {});
  for (const char* word :
       {"time-limit: still running after 3 s", "at endless.cu:2", "of spin, launched at endless.cu:7"})
    CHECK_MESSAGE(contains(run.out, word), word);
}

TEST_CASE("a file that does not compile, or has nothing to run, is told so with its line") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  const std::filesystem::path file = directory / "mine.cu";
  const auto refused = [&](const std::string& text, const std::vector<std::string>& words) {
    write_file(file, text);
    check_program("simt check " + quoted(file), 1, words);
  };
  refused("__global__ void k(float* y) {\n  y[i] = 1.0f;\n}\nint main() {\n  k<<<1,\n      1>>>(0, 1);\n}\n",
          {"mine.cu does not compile", "mine.cu, line 2", "'i' was not declared", "then mine.cu:5"});
  refused("#include <cublas_v2.h>\nint main() {}\n", {"mine.cu, line 1", "CUDA's libraries"});
  refused("int main() { cudaFoo(); }\n", {"mine.cu, line 1", "runtime_api.h"});
  refused("__global__ void k(float* y) { y[0] = 1.0f; }\n", {"compiles, but", "no main()", "cudaMalloc"});
  refused("void f();\nint main() { f(); }\n", {"makes no program", "undefined reference to `f()'"});
}

TEST_CASE("a file may use the library's launch(), and headers beside it") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  write_file(directory / "kernels.cuh",
             "#pragma once\nextern __shared__ float tile[];\n__global__ void twice(float* y) {\n"
             "  tile[threadIdx.x] = y[threadIdx.x];\n  y[threadIdx.x] = 2.0f * tile[threadIdx.x];\n}\n");
  write_file(directory / "mine.cu",
             "#include \"cuda/kernel.h\"\n\n#include \"kernels.cuh\"\n\nint main() {\n  float* y;\n"
             "  cudaMalloc(&y, 128);\n  cudaMemset(y, 0, 128);\n"
             "  seven::launch(twice, {dim3(1), dim3(32), 128}, y);\n  twice<<<1, 32>>>(y);\n}\n");
  const ProgramRun run = check_program("simt check " + quoted(directory / "mine.cu"), 1, {"1 finding", "2 launches"});
  for (const char* word : {"the launch asked for none", "at kernels.cuh:4", "launched at mine.cu:10"})
    CHECK_MESSAGE(contains(run.out, word), word);
  // Kept, and made anew when a header changes.
  CHECK(learn::build_simt_program(cli::toolchain(), directory / "mine.cu").was_ready);
  write_file(directory / "kernels.cuh", read_file(directory / "kernels.cuh") + "\n");
  CHECK(!learn::build_simt_program(cli::toolchain(), directory / "mine.cu").was_ready);
}

TEST_CASE("the library's kernels: all cases of one, or one of them") {
  if (skipped()) return;
  const TemporaryDirectory directory;
  check_program("simt check activation/naive", 0, {"nothing found in 12 cases, 24 launches", "(activation/naive)"});
  check_program("simt check activation/best --case relu_one", 0, {"nothing found in 1 case, 2 launches"});
  check_program("simt profile activation/naive --json " + quoted(directory / "j"), 0, {"cuda_naive.cu:", "100 %"});
  const json report = json::parse(read_file(directory / "j"));
  CHECK(report["format"] == "seven-simt-1");
  CHECK(report["op_cases"].size() == 1);
  CHECK(report["findings"].empty());
  CHECK(report["lines"].size() >= 4);
}

TEST_CASE("names that are not there") {
  check_program("simt check activaton/naive", 2, {"activation"});
  check_program("simt check activation", 2, {"OP/VARIANT", "my_kernel.cu"});
  check_program("simt", 2, {"check, profile, picture"});
  check_program("simt check activation/naive --seconds 0", 2, {"--seconds"});
  check_program("simt picture activation/naive", 2, {"--out"});
  if (skipped()) return;
  CHECK(run_program("simt check activation/naiv").exit_code == 2);
  check_program("simt check activation/naive --case relu", 2, {"relu_one"});
  check_program("simt check not_here.cu", 2, {"no such file", "not_here.cu"});
  check_program("simt check " + quoted(planted()) + " --case x", 2, {"--case"});
}
