// Chapter 06: from three loops to the speed of the machine. What a cache line is, each step of the gemm ladder, the
// register tiles of this processor, and what threads do to each other.
#include "caches.h"
#include "ladder.h"
#include "together.h"

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("06", "blocking, vectors, cores: from three loops to the speed of the machine");
  return program.run(argc, argv, [&] {
    show_cache_lines(program);
    climb_ladder(program);
    compare_tiles(program);
    same_bits(program);
    show_false_sharing(program);
  });
}
