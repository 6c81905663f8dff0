// What the checker sees beside right and wrong: reads and writes outside arrays, changed inputs, elements left out.
#include "learn/check.h"

#include <doctest.h>

#include "learn/course.h"
#include "learn/symptoms.h"

using namespace seven;
using namespace seven::learn;

namespace {

// The solution of conv2d with one piece changed; what the checks say.
CheckResult failure(const std::string& find, const std::string& replace) {
  std::string text = course::solution("conv2d");
  const std::size_t at = text.find(find);
  REQUIRE(at != std::string::npos);
  RunOptions options;
  options.diagnose = false;
  const ExerciseResult result = course::result_of("conv2d", text.replace(at, find.size(), replace), options);
  REQUIRE(result.first_failure() != nullptr);
  return *result.first_failure();
}

const char* const kStore = "y[((n * K + k) * P + p) * Q + q] = sum;";

}  // namespace

TEST_CASE("outside an array") {
  CheckResult check = failure(kStore, std::string(kStore) + " y[N * K * P * Q] = 0.0f;");
  CHECK(check.word == "wrote outside");
  CHECK(contains(check.message, "wrote 1 element past the end of y"));
  check = failure(kStore, std::string(kStore) + " y[-2] = 0.0f;");
  CHECK(contains(check.message, "wrote 2 elements before the beginning of y"));
  check = failure(kStore, std::string(kStore) + " y[-100000] = 0.0f;");
  CHECK(check.word == "crash");
  check = failure("float sum = b[k];", "float sum = b[k + 1 + 4096 * (n + 1)];");
  CHECK(check.word == "crash");
  // A read just past the end meets NaN.
  check = failure("float sum = b[k];", "float sum = b[k + 1];");
  CHECK(check.word == "wrong");
  CHECK(check.actual == "NaN");
  CHECK(contains(check.symptom, "outside an array"));
}

TEST_CASE("inputs and outputs") {
  CheckResult check = failure(kStore, std::string(kStore) + " const_cast<float*>(x)[0] = 1.0f;");
  CHECK(check.word == "changed an input");
  CHECK(contains(check.message, "x"));
  check = failure("q < Q; ++q", "q < Q - 1; ++q");
  CHECK(check.actual == "never written");
  check = failure("float sum = b[k];", "float sum = b[k] + y[0];");  // what stands in y beforehand means nothing
  CHECK(check.word == "wrong");
  CHECK(check.actual == "never written");
}

TEST_CASE("where, expected, got, error") {
  const CheckResult check = failure("float sum = b[k];", "float sum = b[k] + (n * 100 + k * 10 + p > 100);");
  CHECK(contains(check.where, "y[n=1, k="));
  CHECK(contains(check.where, "element"));
  CHECK(!check.expected.empty());
  CHECK(!check.actual.empty());
  CHECK(check.relative_error > check.allowed);
}

TEST_CASE("what wrong numbers have in common") {
  const auto say = [](const std::vector<double>& got, const std::vector<double>& expected) {
    return symptom(got, expected, std::vector<bool>(got.size()), {});
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(contains(say({2, 4, 6, -8}, {1, 2, 3, -4}), "2 times"));
  CHECK(contains(say({-1, -2, -3}, {1, 2, 3}), "wrong sign"));
  CHECK(contains(say({1.5, 2.5, 3.5}, {1, 2, 3}), "off by the same 0.5"));
  CHECK(contains(say({3, 1, 2}, {1, 2, 3}), "other places"));
  CHECK(contains(say({0, 0, 0}, {1, 2, 3}), "every value is 0"));
  CHECK(contains(say({1, nan, 3}, {1, 2, 3}), "1 of 3 elements are NaN"));
  CHECK(contains(say({1, 1.0 / 0.0, 3}, {1, 2, 3}), "infinite"));
  CHECK(symptom({nan, 2}, {1, 2}, {true, false}, {}) ==
        "1 of 2 elements were never written, or computed from what stood there before");
  CHECK(say({1, 2, 4, 9}, {1, 2, 3, 5}).empty());
}
