// Chapter 01: the seven loops at work. A kernel slides over a picture; the same loops, counted and timed on the five
// convolutions of AlexNet.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "alexnet.h"
#include "look.h"
#include "program.h"
#include "window_picture.h"

using namespace seven;
using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("01", "Seven loops: a kernel slides over a picture, and what AlexNet's five convolutions cost");
  LookOptions look;
  program.app.add_option("picture", look.file, "a picture of yours, JPEG or PNG (default: one made here)")
      .type_name("PICTURE");
  program.app.add_option("--kernel", look.kernel, join_kernel_names()).type_name("NAME").capture_default_str();
  program.app.add_option("--stride", look.stride, "rows and columns from window to window").capture_default_str();
  program.app.add_option("--pad", look.pad, "zeros added at each side").capture_default_str();
  return program.run(argc, argv, [&] {
    look_at_picture(look);
    count_alexnet();
    time_alexnet(program);
    program.save_picture(window_picture());
  });
}
