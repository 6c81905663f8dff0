// Chapter 01: a window slides over a picture.
#include <fmt/format.h>

#include "ops/conv2d/conv2d.h"
#include "program.h"

using namespace seven;

int main(int argc, char** argv) {
  chapters::Program program("01", "seven loops: a window slides over a picture");
  return program.run(argc, argv, [&] { fmt::print("{} variants of conv2d\n", conv2d::variants().size()); });
}
