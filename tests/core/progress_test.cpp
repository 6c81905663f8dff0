#include "core/progress.h"

#include <doctest.h>

#include <algorithm>
#include <sstream>

#include "support/message.h"

using namespace seven;

TEST_CASE("the line tells how far, how fast and how long still") {
  std::ostringstream out;
  Progress progress(out, false, "training", 200, "images");
  CHECK(progress.line(0.0) == "training   0 %  0 images/s");
  progress.advance(50, "loss 1.2");
  CHECK(progress.line(5.0) == "training  25 %  10 images/s, 15 s left  loss 1.2");
  progress.advance(150);
  CHECK(progress.line(20.0) == "training 100 %  10 images/s, 20 s");
}

TEST_CASE("a terminal gets a bar that grows") {
  std::ostringstream out;
  Progress progress(out, true, "training", 4, "steps");
  progress.advance(2);
  const std::string line = progress.line(1.0);
  std::string half;
  for (int i = 0; i < 12; ++i) half += "█";
  for (int i = 0; i < 12; ++i) half += "░";
  CHECK(contains(line, half));
  progress.finish();
  CHECK(contains(out.str(), "\r"));
  CHECK(out.str().ends_with("\n"));
}

TEST_CASE("a file or a pipe gets plain lines: no bar, no control characters, the last state once") {
  std::ostringstream out;
  {
    Progress progress(out, false, "unpacking", 2, "files");
    progress.advance(1);
    progress.advance(1);
    progress.finish();
    progress.finish();
  }
  const std::string text = out.str();
  CHECK(text.starts_with("unpacking 100 %"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  CHECK(text.ends_with("\n"));
  CHECK(!contains(text, "\r"));
  CHECK(!contains(text, "\033"));
  CHECK(!contains(text, "█"));
}

TEST_CASE("the destructor finishes, and no total is no division by zero") {
  std::ostringstream out;
  { const Progress progress(out, false, "nothing", 0, "files"); }
  CHECK(out.str().starts_with("nothing 100 %"));
}

TEST_CASE("durations are written for people") {
  CHECK(duration_text(-1.0) == "0 s");
  CHECK(duration_text(3.4) == "3 s");
  CHECK(duration_text(59.6) == "1 min 00 s");
  CHECK(duration_text(125.0) == "2 min 05 s");
  CHECK(duration_text(4200.0) == "1 h 10 min");
}
