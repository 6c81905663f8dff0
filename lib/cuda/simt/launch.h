// The launch of a kernel on the CPU: what `<<<grid, block, shared_bytes>>>` does on a GPU.
#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

#include "cuda/simt/place.h"
#include "cuda/simt/scheduler.h"

namespace seven {

// grid and block as CUDA counts them: blocks in the grid, threads in a block. The place is filled in by the compiler.
struct LaunchConfig {
  dim3 grid, block;
  std::size_t shared_bytes = 0;     // dynamic shared memory
  std::nullptr_t stream = nullptr;  // there is but one (cuda/simt/device.h)
  simt::Place where = simt::Place::here();
};

// Runs kernel(arguments...) in every thread of every block and returns when all have ended. The arguments are
// converted to the kernel's parameters, as in a call. Throws Error (see simt/scheduler.h).
template <class... Parameters, class... Arguments>
void launch(void (*kernel)(Parameters...), const LaunchConfig& config, Arguments&&... arguments) {
  static_assert(sizeof...(Parameters) == sizeof...(Arguments), "a kernel gets an argument for each parameter");
  struct Call {
    void (*kernel)(Parameters...);
    std::tuple<Parameters...> values;
  };
  const Call call{kernel, {std::forward<Arguments>(arguments)...}};
  simt::Launch one{config.grid, config.block, config.shared_bytes};
  one.kernel = reinterpret_cast<const void*>(kernel);
  one.call = [](const void* data) {
    const auto* to = static_cast<const Call*>(data);
    std::apply(to->kernel, to->values);
  };
  one.arguments = &call;
  one.argument_bytes = sizeof call;
  one.where = config.where;
  simt::run(one);
}

// The block's dynamic shared memory, of as many bytes as the launch asked for.
template <class T>
T* dynamic_shared() {
  return reinterpret_cast<T*>(simt::builtins.dynamic_shared);
}

}  // namespace seven
