// gemm's register tile for the processor that the build is for by default: SSE2 on x86-64, NEON on ARM.
// Compiled with flags of its own: lib/CMakeLists.txt.
#define SEVEN_VECTOR_BYTES 16
#define SEVEN_TILE_ROWS 4
#define SEVEN_TILE_VECTORS 2
#include "ops/gemm/kernel_list.h"
#include "ops/gemm/register_tile.h"

namespace seven::gemm {

constinit const Kernel<float> kernel_base_f32 = kernel_named<float>("base");
constinit const Kernel<double> kernel_base_f64 = kernel_named<double>("base");

}  // namespace seven::gemm
