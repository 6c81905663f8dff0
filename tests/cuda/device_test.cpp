// Streams, events and pinned memory on the CPU, where a kernel's file finds them by the names that a GPU has for them.
#include <doctest.h>

#include "cuda/device.h"

using namespace seven;

namespace {

__global__ void twice(float* x, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) x[i] *= 2.0f;
}

}  // namespace

TEST_CASE("a buffer goes to the device in a stream, is worked on, and comes back") {
  constexpr int kSize = 100;
  PinnedBuffer<float> host(kSize);
  for (int i = 0; i < kSize; ++i) host.data()[i] = static_cast<float>(i);
  float* device = static_cast<float*>(::seven::simt::allocate(kSize * sizeof(float)));
  Stream stream;
  Event begin, end;
  begin.record(stream);
  host.copy_in(device, stream);
  launch(twice, {.grid = 4, .block = 32, .stream = stream}, device, kSize);
  host.copy_out(device, stream);
  end.record(stream);
  stream.finish();
  CHECK(end.ms_since(begin) >= 0.0);
  CHECK(host.data()[99] == 198.0f);
  ::seven::simt::release(device);
}
