// How a check is written: lay out arrays in the shared memory, call the student's function, say what should have come
// out. The numbers that make a case (sizes, strides, seed) come from the manifest, so that one check serves many cases,
// hidden ones among them.
//
//   void check_relu(Check& check) {
//     const Index n = check.size("n");
//     auto x = check.input<float>("x", {n});
//     auto y = check.output<float>("y", {n});
//     check.call("relu", y, x, as_int(n));
//     std::vector<double> expected = ...;               // from x.values()
//     check.expect(y, expected, {0.0, 0.0});
//   }
//
// Every array has a page that nobody may touch on either side, and NaN between that page and its first and last
// element. Inputs must come back as they went in. Outputs are full of a NaN of their own kind beforehand, so that an
// element which was never written is called that.
#pragma once

#include <cstring>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/compare.h"
#include "core/shape.h"
#include "core/types.h"
#include "learn/result.h"
#include "learn/sandbox.h"

namespace seven::learn {

// The case's numbers by name.
using Case = std::map<std::string, double>;

// An array in the shared memory. `axes`: one letter an axis for messages, "nchw".
template <class T>
struct Array {
  std::string name;
  Shape shape;
  std::string axes;
  std::size_t offset = 0;
  T* data = nullptr;

  [[nodiscard]] Index size() const { return shape.size(); }
  [[nodiscard]] T& operator[](Index i) const { return data[i]; }
  [[nodiscard]] std::span<const T> values() const { return {data, static_cast<std::size_t>(size())}; }
};

// Thrown by Check to end a check whose outcome is known.
struct CheckEnded {};

class Check {
 public:
  // `prefix` stands before each function's name: the references hold many programs in one.
  Check(const std::filesystem::path& program, const Limits& limits, Case numbers, std::string prefix = "");

  // A number of the case; with `fallback` it may be missing, else that is an Error (a fault of the manifest).
  [[nodiscard]] Index size(const std::string& name) const;
  [[nodiscard]] Index size(const std::string& name, Index fallback) const;
  [[nodiscard]] double number(const std::string& name) const;
  [[nodiscard]] double number(const std::string& name, double fallback) const;

  // Random numbers in [-1, 1), other ones for every name and seed ("seed" of the case, 0 by default). For int: 0 to 9.
  template <class T>
  Array<T> input(const std::string& name, const Shape& shape, const std::string& axes = "");
  // The numbers given.
  template <class T>
  Array<T> input(const std::string& name, const Shape& shape, const std::vector<T>& values,
                 const std::string& axes = "");
  // To be written by the function, every element.
  template <class T>
  Array<T> output(const std::string& name, const Shape& shape, const std::string& axes = "");
  // To be changed by the function; random beforehand, or the numbers given.
  template <class T>
  Array<T> inout(const std::string& name, const Shape& shape, const std::string& axes = "");
  template <class T>
  Array<T> inout(const std::string& name, const Shape& shape, const std::vector<T>& values,
                 const std::string& axes = "");

  // Calls the function and looks after the call: did it come back, are the inputs and the guards as they were. Ends the
  // check if not. Returns what the function returned. Arguments: Array, int, float, double, Index, Scalar{number}.
  template <class... A>
  double call(const std::string& function, const A&... arguments) {
    begin(function);
    (add(arguments), ...);
    return finish(1).result;
  }

  // Seconds for one call, from as many calls as take about `budget` seconds.
  template <class... A>
  double time(double budget, const std::string& function, const A&... arguments) {
    begin(function);
    (add(arguments), ...);
    return timed(budget);
  }

  // Compares, element by element, and ends the check at a difference.
  template <class T>
  void expect(const Array<T>& got, const std::vector<double>& expected, Tolerance tolerance);
  // The same for one number; `what` as in "output_size(227, 11, 4, 0)".
  void expect_value(const std::string& what, double got, double expected, Tolerance tolerance = {});
  // For what no number says: ends the check with the sentence unless `holds`.
  void expect_true(bool holds, const std::string& sentence);

  // What the kernels of the last call did; zeros where there are none.
  [[nodiscard]] const KernelCounts& counts() const { return counts_; }
  // Ends the check if a count of theirs is larger than it has to be. `what` as in "sectors of device memory read".
  void expect_at_most(const std::string& what, std::uint64_t got, std::uint64_t allowed);

  // A sentence for the result: what this check is about, in the words of the case.
  void about(const std::string& sentence) { result_.message = sentence; }

  [[nodiscard]] CheckResult& result() { return result_; }
  // What the program printed, for the result.
  void finish_output() { result_.output = sandbox_.output(); }

 private:
  struct Region {
    std::string name;
    Shape shape;
    std::string axes;
    std::size_t offset = 0, bytes = 0, element = 0, begin = 0, end = 0;  // begin, end: between the guard pages
    std::uint32_t canary = 0;                                            // what stands around it
    bool read_only = false, has_values = false;
    std::vector<char> before;  // of what is read only
  };

  std::size_t place(const std::string& name, const Shape& shape, const std::string& axes, std::size_t element,
                    bool read_only);
  void begin(const std::string& function);
  void push(char code, std::uint64_t payload);
  template <class T>
  void add(const Array<T>& array) {
    push(sizeof(T) == 8 ? (std::is_integral_v<T> ? 'L' : 'D') : (std::is_integral_v<T> ? 'I' : 'F'), array.offset);
  }
  void add(int value) { push('i', static_cast<std::uint32_t>(value)); }
  void add(Index value) { push('l', static_cast<std::uint64_t>(value)); }
  void add(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    push('f', bits);
  }
  void add(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    push('d', bits);
  }
  struct Scalar {
    int number;
  };

 public:
  // One of the host's functions of x[0..n-1] as an argument.
  static Scalar scalar(int number) { return {number}; }

 private:
  void add(Scalar function) { push('N', static_cast<std::uint64_t>(function.number)); }
  CallResult finish(int repeat);
  void describe_arrays();
  double timed(double budget);
  void look_at_guards();
  [[noreturn]] void fail_with_finding(const std::string& report);
  [[noreturn]] void fail(const std::string& word, const std::string& message);
  void compare_numbers(const std::string& name, const Shape& shape, const std::string& axes,
                       const std::vector<double>& got, const std::vector<double>& expected, Tolerance tolerance,
                       const std::vector<bool>& unwritten);

  Sandbox sandbox_;
  Case numbers_;
  std::string prefix_;
  std::string function_;
  std::vector<Region> regions_;
  std::size_t next_ = kPage;
  KernelCounts counts_{};
  CheckResult result_;
};

// Sizes go to students' functions as int.
inline int as_int(Index value) { return static_cast<int>(value); }

}  // namespace seven::learn
