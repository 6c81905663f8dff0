// The SIMT device runs kernels as a GPU would: blocks, threads, barriers, warps, shared memory.
#include <doctest.h>

#include <limits>
#include <numeric>

#include "core/error.h"
#include "core/parallel.h"
#include "cuda/device_buffer.h"
#include "cuda/kernels.h"
#include "cuda/simt/scheduler.h"
#include "support/message.h"

using namespace seven;
using namespace seven::simt_tests;

namespace {

// The right kernels, as they are compiled for speed and for checks: the same results.
void check_results(const Kernels& k) {
  SUBCASE("a grid with more threads than elements") {
    const std::vector<float> x = ramp(1000);
    Buffer<float> device_x(x);
    Buffer<float> device_y(ramp(1000, 2.0f));
    k.axpy(device_y, device_x, 3.0f, 1000, 8, 128);
    const std::vector<float> y = device_y.host();
    for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(y[i] == 5.0f * x[i]);
  }
  SUBCASE("tiles in shared memory, two barriers a step") {
    constexpr int n = 48;
    const std::vector<float> a = ramp(n * n, 0.5f);
    const std::vector<float> b = ramp(n * n, 0.25f);
    Buffer<float> device_a(a);
    Buffer<float> device_b(b);
    Buffer<float> device_c(static_cast<std::size_t>(n * n));
    k.gemm(device_c, device_a, device_b, n);
    const std::vector<float> c = device_c.host();
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0.0;
        for (std::size_t t = 0; t < n; ++t) sum += double{a[i * n + t]} * double{b[t * n + j]};
        REQUIRE(c[i * n + j] == doctest::Approx(sum));
      }
    }
  }
  SUBCASE("shuffles and early ends") {
    for (const int threads : {32, 64, 256, 1024}) {
      const std::size_t count = static_cast<std::size_t>(threads) * 6;
      std::vector<float> x(count);
      for (std::size_t i = 0; i < count; ++i) x[i] = static_cast<float>(i % 7);
      Buffer<float> device_x(x);
      Buffer<float> device_y(std::size_t{3});
      k.sum(device_y, device_x, 3, threads);
      const std::vector<float> y = device_y.host();
      for (std::size_t block = 0; block < 3; ++block) {
        const auto begin = x.begin() + static_cast<std::ptrdiff_t>(block) * 2 * threads;
        REQUIRE(y[block] == std::accumulate(begin, begin + 2 * threads, 0.0f));
      }
    }
  }
  SUBCASE("dynamic shared memory") {
    Buffer<float> device_x(ramp(96));
    Buffer<float> device_y(std::size_t{96});
    k.reverse(device_y, device_x, 96);
    const std::vector<float> y = device_y.host();
    for (std::size_t i = 0; i < 96; ++i) REQUIRE(y[i] == static_cast<float>(95 - i));
  }
  SUBCASE("votes and shuffles within segments") {
    std::vector<int> x(64);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<int>(i % 3);
    Buffer<int> device_x(x);
    Buffer<int> device_counts(std::size_t{256});
    k.votes(device_counts, device_x);
    const std::vector<int> counts = device_counts.host();
    for (std::size_t i = 0; i < 64; ++i) {
      const std::size_t lane = i % 32;
      unsigned ballot = 0;
      for (unsigned other = 0; other < 32; ++other) {
        if (x[i / 32 * 32 + other] > 1) ballot |= 1U << other;
      }
      REQUIRE(counts[4 * i] == 42);
      REQUIRE(static_cast<unsigned>(counts[4 * i + 1]) == ballot);
      REQUIRE(counts[4 * i + 2] == static_cast<int>(lane % 16 < 3 ? i : i - 3));
      REQUIRE(counts[4 * i + 3] == x[i / 32 * 32 + 5]);
    }
  }
  SUBCASE("some lanes exchange more often than others, and end earlier") {
    Buffer<int> device_y(std::size_t{32});
    k.half_warps(device_y);
    const std::vector<int> y = device_y.host();
    for (int lane = 0; lane < 32; ++lane) {
      const int next = lane < 31 ? lane + 1 : lane;  // from which its value comes
      REQUIRE(y[static_cast<std::size_t>(lane)] == (next < 16 ? next ^ 1 : next));
    }
  }
  SUBCASE("a warp multiplies on tensor cores") {
    // Whole numbers that both formats hold: the sums are exact.
    const auto whole = [](std::size_t count, int step) {
      std::vector<float> values(count);
      for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(static_cast<int>(i) * step % 23 - 11);
      return values;
    };
    for (const std::size_t depth : {std::size_t{8}, std::size_t{16}}) {
      for (const bool along_k : {false, true}) {
        const std::vector<float> a = whole(32 * depth, 5);
        const std::vector<float> b = whole(depth * 16, 7);
        Buffer<float> device_a(a);
        Buffer<float> device_b(b);
        Buffer<float> device_c(std::vector<float>(32 * 16, 1.0f));
        (depth == 8 ? k.tf32_product : k.bf16_product)(device_c, device_a, device_b, along_k, 32);
        const std::vector<float> c = device_c.host();
        for (std::size_t i = 0; i < 32; ++i) {
          for (std::size_t j = 0; j < 16; ++j) {
            float sum = 0.0f;
            for (std::size_t t = 0; t < depth; ++t) sum += a[i * depth + t] * b[t * 16 + j];
            REQUIRE(c[i * 16 + j] == 1.0f + 2.0f * sum);
          }
        }
      }
    }
  }
  SUBCASE("tensor cores round as a GPU does") {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    struct Example {
      float value, tf32, bf16;
    };
    // Ties go away from zero in TF32 and to even in bf16; the largest numbers round up to infinity.
    const std::vector<Example> examples = {
        {1.0f + 0x1p-10f, 1.0f + 0x1p-10f, 1.0f},
        {1.0f + 0x1p-11f, 1.0f + 0x1p-10f, 1.0f},
        {-1.0f - 0x1p-11f, -1.0f - 0x1p-10f, -1.0f},
        {1.0f + 0x1p-11f - 0x1p-23f, 1.0f, 1.0f},
        {1.0f + 0x1p-8f, 1.0f + 0x1p-8f, 1.0f},
        {1.0f + 0x3p-8f, 1.0f + 0x3p-8f, 1.0f + 0x1p-6f},
        {1.0f + 0x1p-8f + 0x1p-23f, 1.0f + 0x1p-8f, 1.0f + 0x1p-7f},
        {std::numeric_limits<float>::max(), infinity, infinity},
        {-infinity, -infinity, -infinity},
        {nan, nan, nan},
    };
    for (const auto& [value, tf32, bf16] : examples) {
      for (const bool is_tf32 : {false, true}) {
        // Row 0 of A is the value and zeros, column 0 of B is 0.5 and zeros.
        std::vector<float> a(32 * 16, 0.0f);
        std::vector<float> b(16 * 16, 0.0f);
        a[0] = value;
        b[0] = 0.5f;
        Buffer<float> device_a(a);
        Buffer<float> device_b(b);
        Buffer<float> device_c(std::vector<float>(32 * 16, 0.0f));
        (is_tf32 ? k.tf32_product : k.bf16_product)(device_c, device_a, device_b, true, 32);
        const float got = device_c.host()[0];
        const float expected = is_tf32 ? tf32 : bf16;
        CAPTURE(got);
        CHECK((got == expected || (got != got && expected != expected)));
      }
    }
  }
  SUBCASE("atomics") {
    Buffer<float> y(std::vector<float>{0.0f});
    k.blocks_add_atomically(y);
    CHECK(y.host()[0] == 3.0f);
  }
}

}  // namespace

TEST_CASE("kernels compute what they say") {
  for (const int count : {1, 2, 7}) {
    const ThreadScope scope(count);
    check_results(simt_tests::simt::kernels);
  }
}

#if defined(SEVEN_SIMT_CHECKS)
TEST_CASE("kernels compiled for checks compute the same") { check_results(simt_tests::simt_check::kernels); }
#endif

TEST_CASE("a barrier that can never complete is an error, not a hang, and the next launch works") {
  const Kernels& k = simt_tests::simt::kernels;
  Buffer<float> y(std::vector<float>(64, 0.0f));
  const std::string message = message_of([&] { k.divergent_barrier(y); });
  CHECK(message.find("a barrier can never complete") != std::string::npos);
  CHECK(message.find("divergent_barrier") != std::string::npos);
  CHECK(message.find("40 threads wait at kernels.cu:") != std::string::npos);
  Buffer<float> matrix(std::vector<float>(512, 0.0f));
  CHECK(message_of([&] { k.tf32_product(matrix, matrix, matrix, true, 16); }).find("a barrier can never complete") !=
        std::string::npos);
  k.two_barriers(y);
  CHECK(y.host() == std::vector<float>(64, 1.0f));
}

TEST_CASE("a block that no GPU takes is refused with the kernel's name and the place of the launch") {
  Buffer<float> y(std::size_t{1});
  const std::string message = message_of([&] { simt_tests::simt::kernels.bad_block(y); });
  CHECK(message.find("1 to 1024 threads") != std::string::npos);
  CHECK(message.find("(1025, 1, 1)") != std::string::npos);
  CHECK(message.find("kernels.cu") != std::string::npos);
}

TEST_CASE("device memory is given back once") {
  void* memory = seven::simt::allocate(100);
  seven::simt::release(memory);
  CHECK_THROWS_AS(seven::simt::release(memory), Error);
  CHECK_THROWS_AS(seven::simt::release(&memory), Error);
  seven::simt::release(nullptr);
}

TEST_CASE("what a kernel throws comes out of its launch, and the next one works; a kernel launches no other") {
  const Kernels& k = simt_tests::simt::kernels;
  Buffer<float> y(std::vector<float>(64, 0.0f));
  seven::simt::Launch launch{dim3(3), dim3(64)};
  launch.name = "k<16>";
  launch.call = [](const void*) {
    seven::simt::barrier(false, nullptr);
    if (seven::simt::builtins.thread.x == 40) throw Error("lost");
  };
  CHECK(message_of([&] { seven::simt::run(launch); }) == "lost");
  k.two_barriers(y);
  CHECK(y.host() == std::vector<float>(64, 1.0f));
  seven::simt::Launch nested = launch;
  nested.call = [](const void* other) { seven::simt::run(*static_cast<const seven::simt::Launch*>(other)); };
  nested.arguments = &launch;
  const std::string message = message_of([&] { seven::simt::run(nested); });
  CHECK(contains(message, "a kernel cannot launch another one"));
  CHECK(contains(message, "k<16>, launched at"));
  k.two_barriers(y);
  CHECK(y.host() == std::vector<float>(64, 1.0f));
}
