// What `kernel<<<grid, block, shared_bytes, stream>>>(arguments...)` becomes in a file that is compiled for the CPU
// (see rewrite.h): an object of the four, called with the arguments.
#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "cuda/simt/place.h"
#include "cuda/simt/scheduler.h"

namespace seven::simt {

// Runs the launch. One that fails is reported to the checker, and is what cudaGetLastError() then returns.
void run_chevrons(const Launch& launch);

// `call` calls the kernel: through it the compiler chooses among overloads, finds a template's parameters and converts
// the arguments, as in any call.
template <class Call>
class Chevrons {
 public:
  Chevrons(const char* name, Call call, const dim3& grid, const dim3& block, std::size_t shared_bytes = 0,
           const void* /*stream*/ = nullptr, Place where = Place::here())
      : name_(name), call_(std::move(call)), grid_(grid), block_(block), shared_bytes_(shared_bytes), where_(where) {}

  template <class... Arguments>
  void operator()(const Arguments&... arguments) const {
    // Each thread gets the values as they are now.
    struct Bound {
      Call call;
      std::tuple<std::decay_t<const Arguments&>...> values;
    };
    Bound bound{call_, {arguments...}};
    Launch launch{grid_, block_, shared_bytes_};
    launch.name = name_;
    launch.call = [](const void* data) {
      const auto* to = static_cast<const Bound*>(data);
      std::apply(to->call, to->values);
    };
    launch.arguments = &bound;
    launch.argument_bytes = sizeof bound;
    launch.where = where_;
    run_chevrons(launch);
  }

 private:
  const char* name_;
  Call call_;
  dim3 grid_, block_;
  std::size_t shared_bytes_;
  Place where_;
};

// The value of `extern __shared__ T name[];` in a function: whatever pointer is wanted.
struct DynamicShared {
  template <class T>
  operator T*() const {  // NOLINT: it stands where the pointer stood
    return reinterpret_cast<T*>(builtins.dynamic_shared);
  }
};

}  // namespace seven::simt
