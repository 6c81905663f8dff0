// A queue of work on the GPU.
#pragma once

#include <cuda_runtime.h>

#include <utility>

#include "cuda/gpu/error.h"

namespace seven {
inline namespace gpu {

// Work in one stream is done in its order, beside that of other streams. Owns its stream, and is passed to launch() as
// LaunchConfig::stream. It does not wait for the default stream, nor that for it: an Event orders the two.
class Stream {
 public:
  // Throws Error.
  Stream() {
    cuda::check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "a stream could not be made",
                "device cuda");
  }
  ~Stream() {
    if (stream_ != nullptr) (void)cudaStreamDestroy(stream_);  // what is in it is still done
  }
  Stream(Stream&& other) noexcept : stream_(std::exchange(other.stream_, nullptr)) {}
  Stream& operator=(Stream&& other) noexcept {
    std::swap(stream_, other.stream_);
    return *this;
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  operator cudaStream_t() const { return stream_; }  // NOLINT: CUDA's functions take it

  // Waits until all of it is done. Throws Error for what went wrong in it.
  void finish() const { cuda::check(cudaStreamSynchronize(stream_), "work in a stream failed", "device cuda"); }

 private:
  cudaStream_t stream_ = nullptr;
};

}  // namespace gpu
}  // namespace seven
