#include "core/memory.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#include <new>

#include "core/error.h"

namespace seven {

namespace {

// In double: no product of sizes overflows in it. Infinite where the system does not say.
double memory_of_machine() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page <= 0) return std::numeric_limits<double>::infinity();
  return static_cast<double>(pages) * static_cast<double>(page);
}

// Asks for huge pages where a tensor is large: with pages of 4 KiB the processor spends a good part of a training step
// looking addresses up. A wish, not a need: where it is refused, nothing changes.
void wish_for_huge_pages(void* data, std::size_t bytes) {
#if defined(MADV_HUGEPAGE)
  constexpr std::size_t kHuge = std::size_t{1} << 21;
  const std::size_t skip = (kHuge - reinterpret_cast<std::uintptr_t>(data) % kHuge) % kHuge;  // to the first whole one
  if (bytes < skip + kHuge) return;
  ::madvise(static_cast<char*>(data) + skip, (bytes - skip) / kHuge * kHuge, MADV_HUGEPAGE);
#else
  static_cast<void>(data);
  static_cast<void>(bytes);
#endif
}

}  // namespace

void* allocate(Index count, std::size_t item) {
  static const double kMemory = memory_of_machine();
  constexpr double kGib = 1024.0 * 1024.0 * 1024.0;
  const double bytes = static_cast<double>(count) * static_cast<double>(item);
  // Without a known memory the bound is what a pointer difference can hold.
  const bool fits = count >= 0 && bytes <= kMemory && bytes < 9.2e18;
  void* data =
      fits ? ::operator new[](static_cast<std::size_t>(count) * item, std::align_val_t{64}, std::nothrow) : nullptr;
  if (data == nullptr) {
    throw Error("there is not enough memory for a tensor")
        .expected(fmt::format("less than the machine's {:.1f} GiB", kMemory / kGib))
        .got(fmt::format("{} elements of {} bytes: {:.4g} GiB", count, item, bytes / kGib))
        .fix("take a smaller batch, or smaller sizes");
  }
  wish_for_huge_pages(data, static_cast<std::size_t>(bytes));
  return data;
}

}  // namespace seven
