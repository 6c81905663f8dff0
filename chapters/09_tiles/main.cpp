// Chapter 09: tiles. What each kernel of the gemm ladder moves, counted on the SIMT device and worked out by hand; then
// the same for a convolution.
#include "core/device_memory.h"
#include "ladder.h"
#include "layer.h"
#include "picture.h"

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("09", "tiles: what kernels of products and convolutions move, counted");
  return program.run(argc, argv, [&] {
    program.save_picture(tile_picture());
    seven::memory_of(seven::Device::simt_check);  // or the reason why there is nothing to count with
    count_ladder(program);
    count_layer(program);
  });
}
