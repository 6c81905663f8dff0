#include "cuda/simt/stack.h"

#include <sys/mman.h>
#include <unistd.h>

#include <boost/context/detail/fcontext.hpp>
#include <utility>

#include "core/error.h"

// The address sanitizer has to be told which stack is in use. Without it these symbols are null.
extern "C" {
void __sanitizer_start_switch_fiber(void** save, const void* bottom, std::size_t size) __attribute__((weak));
void __sanitizer_finish_switch_fiber(void* saved, const void** bottom, std::size_t* size) __attribute__((weak));
void __asan_unpoison_memory_region(const volatile void* address, std::size_t size) __attribute__((weak));
}

namespace seven::simt {

namespace context = boost::context::detail;

namespace {

std::size_t page() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

// Frames that were never left are marked in the address sanitizer's map of memory: the next user must not find that.
void forget_frames(const char* stack) {
  if (__asan_unpoison_memory_region != nullptr) __asan_unpoison_memory_region(stack, Stack::kBytes);
}

// The bounds of the stack that the program began on, as the sanitizer tells them when it is left for the first time.
thread_local const void* first_bottom = nullptr;
thread_local std::size_t first_size = 0;

}  // namespace

// What runs first on a new stack.
struct Stack::Entry {
  static void enter(context::transfer_t from) {
    auto* pair = static_cast<std::pair<Stack*, Stack*>*>(from.data);
    Stack* self = pair->second;
    if (__sanitizer_finish_switch_fiber != nullptr) {
      const void* bottom = nullptr;
      std::size_t size = 0;
      __sanitizer_finish_switch_fiber(nullptr, &bottom, &size);
      if (pair->first->memory_ == nullptr) {
        first_bottom = bottom;
        first_size = size;
      }
    }
    pair->first->context_ = from.fctx;
    self->body_();
    std::abort();  // body() returned: there is nowhere to go
  }
};

Stack::Stack(std::function<void()> body) : body_(std::move(body)) {
  void* memory =
      ::mmap(nullptr, kBytes + page(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED || ::mprotect(memory, page(), PROT_NONE) != 0) {
    throw Error("there is no memory for the stack of a kernel's thread")
        .expected(std::to_string(kBytes >> 10) + " KiB")
        .fix("use smaller blocks, or fewer of the machine's cores (--threads 1)");
  }
  memory_ = static_cast<char*>(memory);
  end_ = memory_ + page() + kBytes;
  begin();
}

Stack::~Stack() {
  if (memory_ == nullptr) return;
  forget_frames(memory_ + page());
  ::munmap(memory_, kBytes + page());
}

void Stack::begin() {
  forget_frames(memory_ + page());
  context_ = context::make_fcontext(memory_ + page() + kBytes, kBytes, Entry::enter);
  shadow_ = nullptr;
}

void Stack::switch_from(Stack& self) {
  if (__sanitizer_start_switch_fiber != nullptr) {
    const bool own = memory_ != nullptr;
    __sanitizer_start_switch_fiber(&self.shadow_, own ? memory_ + page() : first_bottom, own ? kBytes : first_size);
  }
  std::pair<Stack*, Stack*> pair{&self, this};
  const context::transfer_t from = context::jump_fcontext(context_, &pair);
  if (__sanitizer_finish_switch_fiber != nullptr) __sanitizer_finish_switch_fiber(self.shadow_, nullptr, nullptr);
  static_cast<std::pair<Stack*, Stack*>*>(from.data)->first->context_ = from.fctx;
}

}  // namespace seven::simt
