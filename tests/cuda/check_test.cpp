// The checker finds each mistake that is planted in a kernel, names its line and its thread, and finds nothing in right
// kernels. And the counters are those that one counts by hand.
#include <doctest.h>

#if defined(SEVEN_SIMT_CHECKS)

#include <algorithm>

#include "cuda/device_buffer.h"
#include "cuda/kernels.h"
#include "cuda/simt/check/checker.h"
#include "cuda/simt/check/symbols.h"

using namespace seven;
using namespace seven::simt_tests;
using seven::simt::Checker;
using seven::simt::Kind;
using seven::simt::LineCounts;

namespace {

const Kernels& k = simt_tests::simt_check::kernels;

// The finding is of this kind, and its report has all these words.
void check_finding(const Checker& checker, Kind kind, const std::vector<std::string>& words) {
  INFO(checker.text());
  REQUIRE(!checker.findings().empty());
  const seven::simt::Finding& finding = checker.findings().front();
  CHECK(std::string(name(finding.kind)) == name(kind));
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(finding.text.find(word) != std::string::npos);
  }
}

// The counts of the line whose text has these words.
LineCounts counts_of(const Checker& checker, const std::string& text, bool shared, bool write) {
  for (const LineCounts& line : checker.profile().lines()) {
    if (line.text.find(text) != std::string::npos && line.shared == shared && line.write == write) return line;
  }
  FAIL("no such line: " << text << "\n" << checker.profile().text());
  return {};
}

}  // namespace

TEST_CASE("right kernels: nothing is found") {
  Checker checker;
  Buffer<float> x(ramp(4096));
  Buffer<float> y(ramp(4096));
  Buffer<float> z(std::size_t{4096});
  k.axpy(y, x, 2.0f, 1000, 8, 128);
  k.gemm(z, x, y, 48);
  k.sum(z, x, 2, 256);
  k.reverse(z, x, 96);
  k.blocks_add_atomically(y);
  k.transpose(z, x);
  k.transpose_padded(z, x);
  Buffer<int> counts(std::size_t{256});
  Buffer<int> numbers(std::vector<int>(64, 2));
  k.votes(counts, numbers);
  CHECK(checker.text() == "");
}

TEST_CASE("a barrier that is missing") {
  Buffer<float> a(ramp(2304));
  Buffer<float> b(ramp(2304));
  Buffer<float> c(std::size_t{2304});
  SUBCASE("before the tile is read") {
    Checker checker;
    k.gemm_without_first_barrier(c, a, b, 48);
    CHECK(std::any_of(checker.findings().begin(), checker.findings().end(),
                      [](const seven::simt::Finding& finding) { return finding.kind == Kind::race; }));
    CHECK(checker.text().find("__shared__ As") != std::string::npos);
    CHECK(checker.text().find("kernels.cu:") != std::string::npos);
    CHECK(checker.text().find("tiled_gemm<false, true>") != std::string::npos);
  }
  SUBCASE("before the tile is filled again") {
    Checker checker;
    k.gemm_without_second_barrier(c, a, b, 48);
    check_finding(checker, Kind::race,
                  {"__shared__ As", "reads it at kernels.cu:", "writes it at kernels.cu:",
                   "As[ty][tx] = a[row * n + k0 + tx];", "the last line that reads"});
    CHECK(checker.findings().front().count > 1);
  }
  SUBCASE("between shuffles and the sum of the warps") {
    Checker checker;
    k.sum_without_barrier(c, a, 1, 128);
    CHECK(checker.text().find("race: two threads use element 1 of 32") != std::string::npos);
  }
  SUBCASE("with it there is none") {
    Checker checker;
    k.gemm(c, a, b, 48);
    CHECK(checker.text() == "");
  }
}

TEST_CASE("a guard that is missing") {
  Checker checker;
  Buffer<float> x(ramp(1000));
  Buffer<float> y(ramp(1000));
  seven::simt::name_memory(x, "x");
  k.axpy_without_guard(y, x, 2.0f, 1000, 8, 128);
  check_finding(checker, Kind::out_of_bounds,
                {"0 bytes past the end", "4000 bytes", "thread (104, 0, 0)", "(7, 0, 0)", "axpy_without_guard",
                 "y[i] += a * x[i];"});
}

TEST_CASE("dynamic shared memory has an end") {
  Checker checker;
  Buffer<float> x(ramp(64));
  Buffer<float> y(std::size_t{64});
  k.reverse_past_the_end(y, x, 64);
  check_finding(checker, Kind::out_of_bounds, {"dynamic shared memory", "0 bytes past the end", "thread (0, 0, 0)"});
}

TEST_CASE("an index outside of a shared array") {
  Checker checker;
  Buffer<float> y(std::size_t{32});
  k.fixed_index(y, 5);
  check_finding(checker, Kind::bad_index, {"index 32", "thread (27, 0, 0)", "'float [32]'", "kernels.cu:"});
}

TEST_CASE("barriers that not all threads reach") {
  Checker checker;
  Buffer<float> y(std::size_t{64});
  SUBCASE("for ever") {
    k.divergent_barrier(y);
    check_finding(
        checker, Kind::barrier,
        {"can never complete", "40 threads wait at kernels.cu:", "24 threads wait", "the first is (40, 0, 0)"});
  }
  SUBCASE("two places") {
    k.two_barriers(y);
    check_finding(checker, Kind::barrier, {"meet at different barriers", "thread (32, 0, 0)"});
  }
  SUBCASE("those who stay away end") {
    k.barrier_in_a_branch(y);
    check_finding(checker, Kind::barrier,
                  {"threads end without coming to a barrier", "if (threadIdx.x < 40) __syncthreads();",
                   "thread (40, 0, 0) has ended"});
  }
}

TEST_CASE("lanes of a warp that do not come together") {
  Checker checker;
  Buffer<int> y(std::size_t{32});
  SUBCASE("for the same thing") {
    k.shuffle_meets_vote(y);
    check_finding(checker, Kind::barrier,
                  {"can never complete", "8 threads wait at kernels.cu:", "24 threads wait", "the first is (8, 0, 0)"});
  }
  SUBCASE("by their own mask") {
    k.half_a_mask(y);
    check_finding(checker, Kind::barrier, {"can never complete", "16 threads wait", "the first is (16, 0, 0)"});
  }
  SUBCASE("because some have ended") {
    k.shuffle_from_ended(y, 20);
    check_finding(checker, Kind::uninitialised,
                  {"a lane that has ended", "thread (4, 0, 0)", "lane 20", "__shfl_down_sync"});
  }
  SUBCASE("all are there") {
    k.shuffle_from_ended(y, 32);
    CHECK(checker.text() == "");
  }
}

TEST_CASE("memory that nobody has written") {
  Checker checker;
  Buffer<float> x(std::size_t{64});
  Buffer<float> y(std::size_t{64});
  SUBCASE("shared") {
    k.uninitialised_tile(y, 40);
    check_finding(checker, Kind::uninitialised, {"element 40 of 64", "__shared__ tile", "thread (40, 0, 0)"});
  }
  SUBCASE("the device's") {
    k.strided_copy(y, x, 1);
    check_finding(checker, Kind::uninitialised, {"element 0 of 64", "device memory"});
  }
}

TEST_CASE("two blocks write one word") {
  Checker checker;
  Buffer<float> y(std::vector<float>{0.0f});
  k.blocks_write_one_word(y);
  check_finding(checker, Kind::race, {"block (0, 0, 0)", "No barrier orders two blocks"});
}

TEST_CASE("what others change atomically") {
  Checker checker;
  SUBCASE("may be read by whoever changes it then") {
    Buffer<int> y(std::vector<int>{0});
    k.add_by_cas(y);
    CHECK(checker.text() == "");
    CHECK(y.host()[0] == 128);
  }
  SUBCASE("may not be read as the result") {
    Buffer<int> y(std::size_t{64});
    k.read_while_added(y);
    check_finding(checker, Kind::race,
                  {"__shared__ sum", "atomically writes it", "reads it at", "y[threadIdx.x] = sum"});
  }
}

TEST_CASE("blocks that meet at an atomic counter") {
  Checker checker;
  Buffer<int> y(std::vector<int>(6, 0));
  Buffer<int> count(std::vector<int>{0});
  SUBCASE("after a fence") {
    k.last_block_adds(y, count);
    CHECK(checker.text() == "");
    CHECK(y.host()[0] == 0 + 1 + 2 + 3 + 4);
  }
  SUBCASE("without one") {
    k.last_block_adds_without_fence(y, count);
    check_finding(checker, Kind::race, {"of block (0, 0, 0) writes it", "thread (0, 0, 0) reads it", "y[1 + i]"});
  }
}

TEST_CASE("a float4 from an address that is no multiple of 16") {
  Checker checker;
  Buffer<float> x(ramp(64));
  Buffer<float> y(std::size_t{64});
  k.misaligned(y, x);
  check_finding(checker, Kind::misaligned, {"multiple of 16", "kernels.cu:"});
}

TEST_CASE("memory that was freed, and memory of the host's") {
  Checker checker;
  Buffer<float> y(std::size_t{64});
  SUBCASE("freed") {
    Buffer<float> x(ramp(64));
    x.free();
    k.strided_copy(y, x, 1);
    check_finding(checker, Kind::freed_memory, {"after it was freed", "thread (0, 0, 0)"});
  }
  SUBCASE("host") {
    const std::vector<float> x = ramp(64);
    k.strided_copy(y, x.data(), 1);
    check_finding(checker, Kind::not_device_memory, {"not the device's", "pointer of the host's"});
  }
}

TEST_CASE("counters: what one counts by hand") {
  Buffer<float> x(ramp(4096));
  Buffer<float> y(std::size_t{4096});
  SUBCASE("a warp's 32 floats side by side: 4 sectors") {
    Checker checker;
    k.strided_copy(y, x, 1);
    const LineCounts load = counts_of(checker, "x[threadIdx.x * stride]", false, false);
    CHECK(load.requests == 1);
    CHECK(load.sectors == 4);
    CHECK(load.ideal == 4);
  }
  SUBCASE("2 apart: 8 sectors; 8 apart and more: one each") {
    for (const auto& [stride, sectors] : {std::pair<int, std::uint64_t>{2, 8}, {3, 12}, {8, 32}, {33, 32}}) {
      Checker checker;
      k.strided_copy(y, x, stride);
      CHECK(counts_of(checker, "x[threadIdx.x * stride]", false, false).sectors == sectors);
    }
  }
  SUBCASE("a column of a 32 x 32 tile lies in one bank: 32 wavefronts; with a column more, each in its own") {
    Checker checker;
    k.transpose(y, x);
    const LineCounts column = counts_of(checker, "y[r * 32 + threadIdx.x] = tile", true, false);
    CHECK(column.requests == 32);
    CHECK(column.wavefronts == 32 * 32);
    CHECK(column.ideal == 32);
  }
  SUBCASE("with a column more") {
    Checker checker;
    k.transpose_padded(y, x);
    const LineCounts column = counts_of(checker, "y[r * 32 + threadIdx.x] = tile", true, false);
    CHECK(column.wavefronts == 32);
  }
  SUBCASE("a struct of three floats: a request for each, 12 sectors apart in all") {
    Checker checker;
    k.copy_positions(y, x);
    const LineCounts load = counts_of(checker, "const Position one = x[threadIdx.x]", false, false);
    CHECK(load.requests == 3);
    CHECK(load.sectors == 3 * 12);
    CHECK(load.ideal == 3 * 4);
    CHECK(counts_of(checker, "y[threadIdx.x] = one", false, true).sectors == 3 * 12);
  }
  SUBCASE("an instruction that is handed either memory counts in both") {
    Checker checker;
    k.either_memory(y, x, 6);
    CHECK(counts_of(checker, "sum += from[threadIdx.x]", false, false).sectors == 3 * 4);
    CHECK(counts_of(checker, "sum += from[threadIdx.x]", true, false).wavefronts == 3);
  }
  SUBCASE("a tile of a product: As is one word for half a warp, Bs a row of 16") {
    Checker checker;
    k.gemm(y, x, x, 48);
    // 9 blocks of 8 warps, 3 tiles of 16 steps each.
    const LineCounts a = counts_of(checker, "sum += As[ty][k] * Bs[k][tx]", true, false);
    CHECK(a.requests % (9 * 8 * 3 * 16) == 0);
    CHECK(a.wavefronts == a.requests);
    const LineCounts store = counts_of(checker, "c[row * n + column] = sum", false, true);
    CHECK(store.requests == 9 * 8);
    CHECK(store.sectors == 9 * 8 * 4);  // two rows of 64 bytes
    CHECK(checker.profile().barriers() == 9 * 3 * 2);
  }
}

TEST_CASE("shared arrays are known by their names") {
  bool found = false;
  for (const seven::simt::SharedArray& array : seven::simt::shared_arrays())
    found |= array.name == "partial" && array.bytes == 128;
  CHECK(found);
}

#else

TEST_CASE("checks of kernels") { MESSAGE("skipped: this build cannot check kernels (g++ without a sanitizer can)"); }

#endif
