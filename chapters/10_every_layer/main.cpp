// Chapter 10: every layer in CUDA. How a block sums its numbers, counted.
#include "program.h"

#if defined(SEVEN_SIMT_CHECKS)
#include "reductions.h"
#else
#include "core/error.h"
#endif

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("10", "every layer in CUDA: reductions, counted");
  return program.run(argc, argv, [&] {
#if defined(SEVEN_SIMT_CHECKS)
    count_reductions(program);
#else
    throw seven::Error("this program was built without checked kernels")
        .expected("g++ on Linux, x86-64, with Boost.Context, and no sanitizer")
        .fix("./seven doctor names what is missing")
        .skipped();
#endif
  });
}
