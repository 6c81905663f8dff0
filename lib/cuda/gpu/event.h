// A mark in a stream: for the time between two of them, and for one stream to wait for another.
#pragma once

#include <cuda_runtime.h>

#include <utility>

#include "cuda/gpu/error.h"

namespace seven {
inline namespace gpu {

class Event {
 public:
  // Throws Error.
  Event() { cuda::check(cudaEventCreate(&event_), "an event could not be made", "device cuda"); }
  ~Event() {
    if (event_ != nullptr) (void)cudaEventDestroy(event_);
  }
  Event(Event&& other) noexcept : event_(std::exchange(other.event_, nullptr)) {}
  Event& operator=(Event&& other) noexcept {
    std::swap(event_, other.event_);
    return *this;
  }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  // Marks the place behind all that is in the stream by now. Null is the default stream.
  void record(cudaStream_t stream = nullptr) {
    cuda::check(cudaEventRecord(event_, stream), "an event could not be recorded", "device cuda");
  }
  // Lets what comes into `stream` from now on wait for this mark.
  void hold_back(cudaStream_t stream) const {
    cuda::check(cudaStreamWaitEvent(stream, event_), "a stream cannot wait for an event", "device cuda");
  }
  // Waits until the GPU has come to the mark. Throws Error for what went wrong before it.
  void finish() const { cuda::check(cudaEventSynchronize(event_), "work before an event failed", "device cuda"); }

  // Milliseconds since another mark, both of them reached; good to about half a microsecond.
  [[nodiscard]] double ms_since(const Event& begin) const {
    float ms = 0.0f;
    cuda::check(cudaEventElapsedTime(&ms, begin.event_, event_), "the time between two events is not known",
                "device cuda");
    return ms;
  }

 private:
  cudaEvent_t event_ = nullptr;
};

}  // namespace gpu
}  // namespace seven
