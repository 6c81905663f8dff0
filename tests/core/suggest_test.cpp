#include "core/suggest.h"

#include <doctest.h>

#include "support/message.h"

using namespace seven;

TEST_CASE("the nearest three of many, nearest first") {
  const std::vector<std::string> known{"train", "eval", "predict", "gradcheck", "bench", "doctor", "brain"};
  CHECK(nearest("trian", known) == "train, brain, eval");
  CHECK(nearest("doctr", known).starts_with("doctor"));
}

TEST_CASE("all of five or fewer, still nearest first") {
  CHECK(nearest("implicit_gem", {"naive", "im2col_gemm", "implicit_gemm"}) == "implicit_gemm, im2col_gemm, naive");
  CHECK(nearest("x", {}).empty());
  CHECK(nearest("", {"abc", "a"}) == "a, abc");
}

TEST_CASE("a letter too many or too few counts one, like a wrong one") {
  CHECK(nearest("lrnxx", {"abcxx", "lrn"}) == "lrn, abcxx");
  CHECK(nearest("lrn", {"abc", "lrnxx"}) == "lrnxx, abc");
}

TEST_CASE("an unknown name is wrong use and offers what is known") {
  int code = 0;
  const std::string message = message_of(
      [] {
        throw unknown_name("net", "cifar-80", {"cifar-80sec", "cifar-18pct"});
      },
      &code);
  CHECK(code == 2);
  CHECK(contains(message, "there is no net called \"cifar-80\""));
  CHECK(contains(message, "cifar-80sec, cifar-18pct"));
  CHECK(contains(unknown_name("net", "x", {}).what(), "none is known"));
}
