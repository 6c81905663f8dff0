#include "core/error.h"

#include <doctest.h>

#include "support/message.h"

using namespace seven;

TEST_CASE("the message has one line for each part, in the order they were given") {
  const std::string message = message_of([] {
    throw Error("the label is out of range").where("record 12").expected("0 to 9").got("77").fix("unpack it again");
  });
  CHECK(message ==
        "the label is out of range\n"
        "  where:    record 12\n"
        "  expected: 0 to 9\n"
        "  got:      77\n"
        "  do:       unpack it again");
}

TEST_CASE("the exit code is 1, 2 for wrong use, 77 for skipped") {
  CHECK(Error("x").exit_code() == 1);
  CHECK(Error("x").wrong_use().exit_code() == 2);
  CHECK(Error("x").skipped().exit_code() == 77);
}

TEST_CASE("an error is caught as a standard exception, whole") {
  try {
    throw Error("x").got("y").wrong_use();
  } catch (const std::exception& error) {
    CHECK(std::string(error.what()) == "x\n  got:      y");
  }
}
