#include "ops/gemm/kernel.h"

#include <cstdlib>
#include <string>

#include "core/suggest.h"
#include "ops/gemm/kernel_list.h"

namespace seven::gemm {

namespace {

// The kernels of one element type, in the order avx512, avx2, base; without those this processor has no instructions
// for.
template <class T>
std::vector<const Kernel<T>*> runnable([[maybe_unused]] const Kernel<T>* avx512, [[maybe_unused]] const Kernel<T>* avx2,
                                       const Kernel<T>* base) {
  std::vector<const Kernel<T>*> list;
#if defined(__x86_64__)
  const bool fma = __builtin_cpu_supports("fma") != 0;
  if (__builtin_cpu_supports("avx512f") != 0 && fma) list.push_back(avx512);
  if (__builtin_cpu_supports("avx2") != 0 && fma) list.push_back(avx2);
#endif
  list.push_back(base);
  return list;
}

template <class T>
const Kernel<T>& choose() {
  const char* wanted = std::getenv("SEVEN_KERNEL");
  if (wanted == nullptr || *wanted == '\0') return *kernels<T>().front();
  std::vector<std::string> names;
  for (const Kernel<T>* one : kernels<T>()) {
    if (one->name == std::string(wanted)) return *one;
    names.emplace_back(one->name);
  }
  throw unknown_name("kernel (SEVEN_KERNEL)", wanted, names);
}

}  // namespace

template <>
const std::vector<const Kernel<float>*>& kernels<float>() {
#if defined(__x86_64__)
  static const auto list = runnable(&kernel_avx512_f32, &kernel_avx2_f32, &kernel_base_f32);
#else
  static const auto list = runnable<float>(nullptr, nullptr, &kernel_base_f32);
#endif
  return list;
}

template <>
const std::vector<const Kernel<double>*>& kernels<double>() {
#if defined(__x86_64__)
  static const auto list = runnable(&kernel_avx512_f64, &kernel_avx2_f64, &kernel_base_f64);
#else
  static const auto list = runnable<double>(nullptr, nullptr, &kernel_base_f64);
#endif
  return list;
}

template <class T>
const Kernel<T>& kernel() {
  static const Kernel<T>& chosen = choose<T>();
  return chosen;
}

template const Kernel<float>& kernel<float>();
template const Kernel<double>& kernel<double>();

}  // namespace seven::gemm
