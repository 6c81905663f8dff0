#include "cuda/simt/scheduler.h"

#include <atomic>
#include <string>

#include "core/error.h"
#include "core/parallel.h"
#include "cuda/simt/block.h"
#include "cuda/simt/names.h"
#include "cuda/simt/waiting.h"

namespace seven::simt {

namespace {

std::atomic<Watcher*> watcher_in_use{nullptr};

std::string text(const dim3& size) {
  return "(" + std::to_string(size.x) + ", " + std::to_string(size.y) + ", " + std::to_string(size.z) + ")";
}

std::string place(const Launch& launch) {
  return kernel_name(launch) + ", launched at " + launch.where.file + ":" + std::to_string(launch.where.line);
}

// The limits of every GPU since compute capability 3.0.
void check(const Launch& launch) {
  const dim3& b = launch.block;
  const dim3& g = launch.grid;
  const std::size_t threads = std::size_t{b.x} * b.y * b.z;
  if (threads < 1 || threads > 1024 || b.x > 1024 || b.y > 1024 || b.z > 64) {
    throw Error("a kernel cannot be launched with such a block")
        .where(place(launch))
        .expected("1 to 1024 threads, at most 1024 along x and y and 64 along z")
        .got(text(b))
        .fix("more blocks, each of 128 or 256 threads");
  }
  if (g.x < 1 || g.y < 1 || g.z < 1 || g.x > 0x7fffffff || g.y > 65535 || g.z > 65535) {
    throw Error("a kernel cannot be launched with such a grid")
        .where(place(launch))
        .expected("at least 1 block each way, and at most 65535 along y and z")
        .got(text(g))
        .fix("is there a division that rounds down to 0? The long way of a grid is x");
  }
  if (launch.shared_bytes > kDynamicSharedBytes) {
    throw Error("a kernel cannot be launched with so much dynamic shared memory")
        .where(place(launch))
        .expected("at most 49152 bytes: what newer GPUs give beyond that, by an attribute of the kernel, is not here")
        .got(std::to_string(launch.shared_bytes) + " bytes")
        .fix("a smaller tile: the third number of a launch is in bytes");
  }
}

void throw_stuck(const Block& block) {
  std::string text;
  for (const std::string& line : waiting_threads(block).lines) text += (text.empty() ? "" : "\n            ") + line;
  throw Error("a barrier can never complete: some threads wait for others that never come")
      .where(place(block.launch()))
      .expected("all threads of the block, or all lanes of the mask, at the same barrier")
      .got(text)
      .fix("a barrier within an if must be reached by all or by none: take it out of the if");
}

}  // namespace

void set_watcher(Watcher* watcher) { watcher_in_use = watcher; }
Watcher* watcher() { return watcher_in_use; }

std::unique_lock<std::mutex> watch_lock() {
  static std::mutex mutex;
  return watcher() != nullptr ? std::unique_lock(mutex) : std::unique_lock<std::mutex>();
}

std::string kernel_name(const Launch& launch) {
  return launch.name != nullptr ? launch.name : kernel_name(launch.kernel);
}

void run(const Launch& launch) {
  if (running_block() != nullptr) {
    throw Error("a kernel cannot launch another one here").where(place(launch)).fix("launch it from the host");
  }
  check(launch);
  const std::unique_lock<std::mutex> watch = watch_lock();
  Watcher* seeing = watcher();
  const dim3& g = launch.grid;
  const Index blocks = static_cast<Index>(g.x) * g.y * g.z;
  auto one = [&](Index i) {
    thread_local Block block;
    const auto number = static_cast<unsigned long long>(i);
    block.run(launch,
              {static_cast<unsigned>(number % g.x), static_cast<unsigned>(number / g.x % g.y),
               static_cast<unsigned>(number / g.x / g.y)},
              seeing);
    if (seeing == nullptr && block.stuck()) throw_stuck(block);
  };
  // Whoever watches sees one block after the other.
  if (seeing != nullptr) {
    for (Index i = 0; i < blocks; ++i) one(i);
    seeing->launch_ends();
  } else {
    parallel_for(blocks, one);
  }
}

int barrier(bool predicate, const void* site) { return running_block()->barrier(predicate, site); }
void warp_barrier(unsigned mask, const void* site) { running_block()->warp_barrier(mask, site); }
void shuffle(unsigned mask, unsigned source, void* value, std::size_t bytes, const void* site) {
  running_block()->shuffle(mask, source, value, bytes, site);
}
unsigned ballot(unsigned mask, bool vote, const void* site) { return running_block()->ballot(mask, vote, site); }
void together(void* own, void (*task)(void* const* of_lanes), const void* site) {
  running_block()->together(own, task, site);
}
void fence() { running_block()->fence(); }
unsigned live_lanes() { return running_block()->live_lanes(); }
unsigned lane() { return running_block()->current().lane(); }

}  // namespace seven::simt
