// The door `./seven`, as far as it answers without building: the list of chapters, and what it says to a wrong one.
#include <doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

namespace {

struct DoorRun {
  int exit_code;
  std::string out, err;
};

DoorRun run_door(const std::string& arguments) {
  const TemporaryDirectory files;
  const std::string out = (files.path() / "out").string();
  const std::string err = (files.path() / "err").string();
  const int status = std::system(  // NOLINT(cert-env33-c): the door is a shell script
      ("SEVEN_SETUP=skip sh '" + std::string(SEVEN_SOURCE_DIR) + "/seven' " + arguments + " >'" + out + "' 2>'" + err +
       "'")
          .c_str());
  return {WEXITSTATUS(status), read_file(out), read_file(err)};
}

}  // namespace

TEST_CASE("the door lists the chapters with their titles") {
  for (const char* arguments : {"chapter", "chapter --help", "help chapter"}) {
    const DoorRun door = run_door(arguments);
    CHECK(door.exit_code == 0);
    CHECK(contains(door.out, "01 Seven loops"));
    CHECK(contains(door.out, "chapters/01_seven_loops"));
    CHECK(door.err.empty());
  }
}

TEST_CASE("a chapter that is not there is wrong use, and the list is named") {
  for (const char* arguments : {"chapter 99", "chapter 99 --quick", "chapter loops", "chapter '*'"}) {
    const DoorRun door = run_door(arguments);
    CHECK(door.exit_code == 2);
    CHECK(contains(door.err, "there is no chapter"));
    CHECK(contains(door.err, "./seven chapter"));
    CHECK(door.out.empty());
  }
}
