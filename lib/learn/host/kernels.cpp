// Around a student's function that launches kernels: the arrays are device memory, and the checker sees every access.
#include "kernels.h"

#include <cstdio>

#include "cuda/simt/check/checker.h"
#include "cuda/simt/memory.h"
#include "cuda/simt/names.h"

namespace seven::learn {

namespace {

// The arrays of the call as device memory, while one lives.
class DeviceArrays {
 public:
  DeviceArrays(const Header& header, char* arena) : header_(header), arena_(arena) {
    for (; count_ < header.arrays; ++count_) {
      const DeviceArray& array = header.device[count_];
      simt::adopt(arena + array.offset, array.bytes, array.name, array.has_values != 0);
    }
  }
  ~DeviceArrays() {
    for (int i = 0; i < count_; ++i) simt::disown(arena_ + header_.device[i].offset);
  }
  DeviceArrays(const DeviceArrays&) = delete;
  DeviceArrays& operator=(const DeviceArrays&) = delete;

 private:
  const Header& header_;
  char* arena_;
  int count_ = 0;
};

KernelCounts counts_of(const simt::Checker& checker) {
  KernelCounts counts{};
  counts.launches = checker.launches();
  counts.blocks = checker.blocks();
  counts.barriers = checker.profile().barriers();
  for (const simt::LineCounts& line : checker.profile().lines()) {
    if (line.atomic) counts.atomics += line.requests;
    if (line.shared) {
      counts.shared += line.requests;
      counts.wavefronts += line.wavefronts;
      counts.ideal_wavefronts += line.ideal;
    } else if (line.write) {
      counts.stores += line.requests;
      counts.store_sectors += line.sectors;
      counts.ideal_store_sectors += line.ideal;
    } else {
      counts.loads += line.requests;
      counts.load_sectors += line.sectors;
      counts.ideal_load_sectors += line.ideal;
    }
  }
  return counts;
}

}  // namespace

void call_watched(Header& header, char* arena, HostCall call) {
  simt::leave_sources_alone();  // nobody opens files here; the line's text is added by who has the report
  header.event = Event::none;
  simt::Checker checker;
  const DeviceArrays arrays(header, arena);
  // Said at once: the program may end badly right after. The first finding is what the others come from.
  checker.when_found([&] {
    if (header.event == Event::finding) return;
    header.event = Event::finding;
    std::snprintf(header.text, sizeof header.text, "%s", checker.findings().front().text.c_str());
  });
  call.run(call.data);
  header.counts = counts_of(checker);
}

}  // namespace seven::learn
