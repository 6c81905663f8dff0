// Chapter 10: every layer in CUDA. How a block sums its numbers, what overlapping windows give to a pixel, and what the
// layers' kernels move, counted.

#include <string>

#include "program.h"

#if defined(SEVEN_SIMT_CHECKS)
#include "layers.h"
#include "reductions.h"
#include "shuffle_picture.h"
#include "windows.h"
#include "windows_picture.h"
#else
#include "core/error.h"
#endif

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("10", "every layer in CUDA: reductions, windows and the layers' kernels, counted");
  std::string which_picture = "shuffle";
  program.app.add_option("--of", which_picture, "which picture --picture writes")
      .one_of({"shuffle", "windows"})
      .capture_default_str();
  return program.run(argc, argv, [&] {
#if defined(SEVEN_SIMT_CHECKS)
    program.save_picture(which_picture == "shuffle" ? shuffle_picture() : windows_picture(example_of_windows()));
    count_reductions(program);
    show_windows();
    count_layers(program);
#else
    throw seven::Error("this program was built without checked kernels")
        .expected("g++ on Linux, x86-64, with Boost.Context, and no sanitizer")
        .fix("./seven doctor names what is missing")
        .skipped();
#endif
  });
}
