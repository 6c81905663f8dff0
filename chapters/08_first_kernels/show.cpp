#include "show.h"

#include <fmt/format.h>

#include "core/tensor.h"
#include "cuda/simt/check/checker.h"
#include "cuda/simt/memory.h"
#include "kernels.h"
#include "numbers.h"

namespace seven::chapters {

namespace {

constexpr int kSize = 10, kBlocks = 3, kThreads = 4;

// Runs it under a checker of its own and prints what that finds.
template <class F>
void print_findings(const char* title, F mistake) {
  seven::simt::Checker checker;
  mistake();
  if (checker.findings().empty()) throw Error("the checker did not find a planted mistake").where(title);
  fmt::print("{}:\n\n{}", title, checker.text());
}

}  // namespace

void show_who() {
  Tensor<float> numbers(Shape{kSize});
  for (Index i = 0; i < kSize; ++i) numbers[i] = static_cast<float>(i + 1);
  //! [copies]
  const Tensor<float> x = numbers.to(Device::simt);  // host to device
  Tensor<float> y(Shape{kSize}, Device::simt);
  simt::first_kernels.twice(y.data(), x.data(), kSize, kBlocks, kThreads);
  const Tensor<float> result = y.to(Device::cpu);  // and back
  //! [copies]

  Tensor<Index> block(Shape{kSize}, Device::simt);
  Tensor<Index> thread(Shape{kSize}, Device::simt);
  simt::first_kernels.who(block.data(), thread.data(), kSize, kBlocks, kThreads);
  block = block.to(Device::cpu);
  thread = thread.to(Device::cpu);

  fmt::print("{} elements, a grid of {} blocks, a block of {} threads:\n\n", kSize, kBlocks, kThreads);
  const auto row = [](const char* name, const auto& value_of) {
    fmt::print("   {:<12}", name);
    for (Index i = 0; i < kBlocks * kThreads; ++i) {
      fmt::print("{:>4}", i < kSize ? fmt::format("{}", value_of(i)) : "-");
    }
    fmt::print("\n");
  };
  row("blockIdx.x", [&](Index i) { return block[i]; });
  row("threadIdx.x", [&](Index i) { return thread[i]; });
  row("element i", [](Index i) { return i; });
  row("x[i]", [&](Index i) { return numbers[i]; });
  row("y[i]", [&](Index i) { return result[i]; });
  fmt::print("\nThe last two threads find no element (-): the guard stops them.\n");
}

void show_mistakes() {
  const auto& kernels = simt_check::first_kernels;
  const Tensor<float> on_host = random_tensor<float>(Shape{kSize}, 0);
  const Tensor<float> x = on_host.to(Device::simt_check);
  Tensor<float> y(Shape{kSize}, Device::simt_check);
  Tensor<float> total(Shape{1}, Device::simt_check);
  seven::simt::name_memory(x.data(), "x");
  seven::simt::name_memory(y.data(), "y");
  seven::simt::name_memory(total.data(), "total");

  fmt::print("\nThree mistakes, and the checker's words.\n\n");
  print_findings("No guard", [&] { kernels.twice_without_guard(y.data(), x.data(), kBlocks, kThreads); });
  print_findings("A host pointer", [&] { kernels.twice(y.data(), on_host.data(), kSize, kBlocks, kThreads); });
  print_findings("Two blocks, one word", [&] { kernels.sum_in_one_word(total.data(), x.data(), kBlocks); });

  seven::simt::Checker checker;
  kernels.twice(y.data(), x.data(), kSize, kBlocks, kThreads);
  fmt::print("The kernel as it should be: {}\n", checker.findings().empty() ? "nothing found." : checker.text());
}

}  // namespace seven::chapters
