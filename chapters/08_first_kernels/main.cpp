// Chapter 08: the first CUDA kernels, on the CPU. Who does what in a grid, how many sectors a warp's requests touch,
// and what the checker says of the mistakes that everybody makes.
#include "program.h"

#if defined(SEVEN_SIMT_CHECKS)
#include "sectors.h"
#include "show.h"
#else
#include "core/error.h"
#endif

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("08", "the first CUDA kernels: who does what, what a warp asks of memory, and what goes wrong");
  return program.run(argc, argv, [&] {
#if defined(SEVEN_SIMT_CHECKS)
    show_who();
    count_strides(program);
    count_kernels(program);
    show_mistakes();
#else
    throw seven::Error("this program was built without checked kernels")
        .expected("g++ on Linux, x86-64, with Boost.Context, and no sanitizer")
        .fix("./seven doctor names what is missing")
        .skipped();
#endif
  });
}
