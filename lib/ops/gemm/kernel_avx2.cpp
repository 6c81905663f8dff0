// gemm's register tile for AVX2 with FMA: 12 of the 16 registers of 8 floats hold sums.
// Compiled with flags of its own: lib/CMakeLists.txt.
#define SEVEN_VECTOR_BYTES 32
#define SEVEN_TILE_ROWS 6
#define SEVEN_TILE_VECTORS 2
#include "ops/gemm/kernel_list.h"
#include "ops/gemm/register_tile.h"

namespace seven::gemm {

constinit const Kernel<float> kernel_avx2_f32 = kernel_named<float>("avx2");
constinit const Kernel<double> kernel_avx2_f64 = kernel_named<double>("avx2");

}  // namespace seven::gemm
