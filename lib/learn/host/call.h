// Makes a student's function callable from a list of numbers in the arena: the types of its parameters say how each is
// read. Compiled together with the student's file.
#ifndef SEVEN_LEARN_CALL_H
#define SEVEN_LEARN_CALL_H

#include <cstring>
#include <type_traits>
#include <utility>

#include "arena.h"

namespace seven::learn {

template <class T>
constexpr char code_of() {
  using Value = std::remove_cv_t<std::remove_pointer_t<T>>;
  constexpr bool pointer = std::is_pointer_v<T>;
  if constexpr (std::is_same_v<T, ScalarFunction>) {
    return 'N';
  } else if constexpr (std::is_same_v<Value, float>) {
    return pointer ? 'F' : 'f';
  } else if constexpr (std::is_same_v<Value, double>) {
    return pointer ? 'D' : 'd';
  } else if constexpr (std::is_integral_v<Value> && sizeof(Value) == 4) {
    return pointer ? 'I' : 'i';
  } else if constexpr (std::is_integral_v<Value> && sizeof(Value) == 8) {
    return pointer ? 'L' : 'l';
  } else {
    return '?';
  }
}

template <class T>
T read_argument(const Argument& argument, char* arena) {
  if constexpr (std::is_same_v<T, ScalarFunction>) {
    return scalar_function(static_cast<int>(argument.payload));
  } else if constexpr (std::is_pointer_v<T>) {
    return reinterpret_cast<T>(arena + argument.payload);
  } else {
    T value{};
    if constexpr (std::is_arithmetic_v<T>) std::memcpy(&value, &argument.payload, sizeof value);
    return value;
  }
}

// A student's function under its name. `codes` are those of its parameters.
struct Callable {
  const char* name;
  const char* codes;
  void (*call)(const Argument* arguments, char* arena, double* result);
};

template <class R, class... A>
struct Codes {
  static constexpr char value[] = {code_of<A>()..., '\0'};
};

template <auto F, class R, class... A, std::size_t... I>
void call_with(const Argument* arguments, char* arena, double* result, std::index_sequence<I...>) {
  if constexpr (std::is_void_v<R>) {
    F(read_argument<A>(arguments[I], arena)...);
    *result = 0.0;
  } else {
    *result = static_cast<double>(F(read_argument<A>(arguments[I], arena)...));
  }
}

template <auto F, class R, class... A>
constexpr Callable callable_of(const char* name, R (*)(A...)) {
  return {name, Codes<R, A...>::value, [](const Argument* arguments, char* arena, double* result) {
            call_with<F, R, A...>(arguments, arena, result, std::index_sequence_for<A...>{});
          }};
}

template <auto F>
constexpr Callable callable(const char* name) {
  return callable_of<F>(name, F);
}

}  // namespace seven::learn

// Defined by the file that includes the student's.
extern const seven::learn::Callable seven_callables[];
extern const int seven_callable_count;

#endif
