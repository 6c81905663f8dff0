#include "train/stall.h"

#include <doctest.h>

#include <cmath>

using namespace seven;

TEST_CASE("a loss that stays at ln(classes) is reported once, with the known causes") {
  StallDetector detector(10);
  int warnings = 0;
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    const std::string warning = detector.add(std::log(10.0) + (i % 2 == 0 ? 0.02 : -0.02));
    if (!warning.empty()) {
      ++warnings;
      text = warning;
    }
  }
  CHECK(warnings == 1);
  CHECK(text.find("initialisation") != std::string::npos);
  CHECK(text.find("2.303") != std::string::npos);
}

TEST_CASE("a run that starts at ln(classes) and then learns is not reported") {
  StallDetector detector(10);
  for (int i = 0; i < 3000; ++i) CHECK(detector.add(i < 300 ? std::log(10.0) : 2.0).empty());
}
