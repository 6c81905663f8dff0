// Stacks that one OS thread switches between: each thread of a block that waits at a barrier does so on its own.
// Switching is Boost.Context's: it saves a few registers, nothing else. Nothing is unwound: a stack that is no longer
// wanted is simply begun anew, which is all that device code, with no destructors to run, asks for.
#pragma once

#include <cstddef>
#include <functional>

namespace seven::simt {

class Stack {
 public:
  static constexpr std::size_t kBytes = std::size_t{256} << 10;

  // The stack that the caller is on already.
  Stack() = default;
  // A new one, which will run `body` when it is first switched to. `body` must never return. Throws Error if there is
  // no memory.
  explicit Stack(std::function<void()> body);
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  // Begins anew: whatever ran here is forgotten.
  void begin();
  // Leaves `self`, the stack that the caller is on, for this one; comes back when somebody switches to `self`.
  void switch_from(Stack& self);
  // Whether this address lies on the stack.
  [[nodiscard]] bool holds(const void* address) const { return address >= memory_ && address < end_; }

 private:
  std::function<void()> body_;
  char* memory_ = nullptr;  // kBytes, and below them a page that may not be touched
  char* end_ = nullptr;
  void* context_ = nullptr;  // where it continues
  void* shadow_ = nullptr;   // the address sanitizer's view of it
  struct Entry;
};

}  // namespace seven::simt
