// gemm's register tile for AVX-512: 24 of the 32 registers of 16 floats hold sums.
// Compiled with flags of its own: lib/CMakeLists.txt.
#define SEVEN_VECTOR_BYTES 64
#define SEVEN_TILE_ROWS 8
#define SEVEN_TILE_VECTORS 3
#include "ops/gemm/kernel_list.h"
#include "ops/gemm/register_tile.h"

namespace seven::gemm {

constinit const Kernel<float> kernel_avx512_f32 = kernel_named<float>("avx512");
constinit const Kernel<double> kernel_avx512_f64 = kernel_named<double>("avx512");

}  // namespace seven::gemm
