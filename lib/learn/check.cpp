#include "learn/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/philox.h"
#include "learn/symptoms.h"

namespace seven::learn {

namespace {

// As float, double and int alike: NaN, NaN, a very large number.
constexpr std::uint32_t kCanary = 0x7fffffff;     // around the first array; one less around each further one
constexpr std::uint32_t kUnwritten = 0x7ffbcdef;  // in an output beforehand
constexpr std::size_t kMargin = 256;              // bytes of canaries before an array, and at least so many behind it

void fill(char* begin, char* end, std::uint32_t word) {
  for (; begin < end; begin += sizeof word) std::memcpy(begin, &word, sizeof word);
}

std::size_t pages(std::size_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

bool is_unwritten(const char* element, std::size_t bytes) {
  std::uint32_t words[2] = {kUnwritten, kUnwritten};
  std::memcpy(words, element, bytes);
  return words[0] == kUnwritten && words[1] == kUnwritten;
}

// Whole numbers in full: a count is compared digit by digit.
std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  const bool whole = value == std::floor(value) && std::abs(value) < 0x1p53;
  return whole ? fmt::format("{:.0f}", value) : fmt::format("{:.7g}", value);
}

}  // namespace

Check::Check(const std::filesystem::path& program, const Limits& limits, Case numbers, std::string prefix)
    : sandbox_(program, limits), numbers_(std::move(numbers)), prefix_(std::move(prefix)) {}

double Check::number(const std::string& name) const {
  const auto found = numbers_.find(name);
  if (found == numbers_.end())
    throw Error("a check's case lacks a number").expected(name).fix("add it in the manifest");
  return found->second;
}
double Check::number(const std::string& name, double fallback) const {
  return numbers_.contains(name) ? numbers_.at(name) : fallback;
}
Index Check::size(const std::string& name) const { return static_cast<Index>(number(name)); }
Index Check::size(const std::string& name, Index fallback) const {
  return static_cast<Index>(number(name, static_cast<double>(fallback)));
}

std::size_t Check::place(const std::string& name, const Shape& shape, const std::string& axes, std::size_t element,
                         bool read_only) {
  const std::size_t bytes = static_cast<std::size_t>(shape.size()) * element;
  const std::size_t begin = next_ + kPage;
  const std::size_t end = begin + pages(kMargin + bytes + kMargin);
  if (end + kPage > kArenaBytes || regions_.size() == kMaxArrays)
    throw Error("a check's arrays are too large").where(name).got(shape.str());
  next_ = end + kPage;
  // Arithmetic hands a NaN on as it is. What was read beside one array and written beside another is seen by its
  // number.
  const std::uint32_t canary = kCanary - static_cast<std::uint32_t>(regions_.size());
  regions_.push_back({name, shape, axes, begin + kMargin, bytes, element, begin, end, canary, read_only, false, {}});
  fill(sandbox_.arena() + begin, sandbox_.arena() + end, canary);
  fill(sandbox_.arena() + begin + kMargin, sandbox_.arena() + begin + kMargin + bytes, kUnwritten);
  return begin + kMargin;
}

template <class T>
Array<T> Check::inout(const std::string& name, const Shape& shape, const std::vector<T>& values,
                      const std::string& axes) {
  if (static_cast<Index>(values.size()) != shape.size())
    throw Error("a check gives an array of another size than its shape").where(name).expected(shape.str());
  const std::size_t offset = place(name, shape, axes, sizeof(T), false);
  T* data = reinterpret_cast<T*>(sandbox_.arena() + offset);
  std::copy(values.begin(), values.end(), data);
  regions_.back().has_values = true;
  return {name, shape, axes, offset, data};
}

template <class T>
Array<T> Check::inout(const std::string& name, const Shape& shape, const std::string& axes) {
  Index stream = 0;  // another one for each name
  for (const char letter : name) stream = (stream * 31 + letter) % 1000003;
  Random random(static_cast<std::uint64_t>(size("seed", 0)), Purpose::test, stream);
  std::vector<T> values(static_cast<std::size_t>(shape.size()));
  for (T& value : values) {
    if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(random.below(10));
    } else {
      value = static_cast<T>(random.uniform(-1.0, 1.0));
    }
  }
  return inout<T>(name, shape, values, axes);
}

template <class T>
Array<T> Check::input(const std::string& name, const Shape& shape, const std::vector<T>& values,
                      const std::string& axes) {
  Array<T> array = inout<T>(name, shape, values, axes);
  regions_.back().read_only = true;
  return array;
}

template <class T>
Array<T> Check::input(const std::string& name, const Shape& shape, const std::string& axes) {
  Array<T> array = inout<T>(name, shape, axes);
  regions_.back().read_only = true;
  return array;
}

template <class T>
Array<T> Check::output(const std::string& name, const Shape& shape, const std::string& axes) {
  const std::size_t offset = place(name, shape, axes, sizeof(T), false);
  return {name, shape, axes, offset, reinterpret_cast<T*>(sandbox_.arena() + offset)};
}

void Check::begin(const std::string& function) {
  function_ = function;
  Header& header = sandbox_.header();
  const std::string name = prefix_ + function;
  std::memset(header.function, 0, sizeof header.function);
  name.copy(header.function, sizeof header.function - 1);
  header.arguments = 0;
}

void Check::push(char code, std::uint64_t payload) {
  Header& header = sandbox_.header();
  if (header.arguments == kMaxArguments) throw Error("a check gives too many arguments").where(function_);
  header.argument[header.arguments++] = {code, {}, payload};
}

void Check::describe_arrays() {
  Header& header = sandbox_.header();
  header.arrays = static_cast<std::int32_t>(regions_.size());
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    header.guard[i][0] = regions_[i].begin - kPage;
    header.guard[i][1] = regions_[i].end;
    const char* data = sandbox_.arena() + regions_[i].offset;
    if (regions_[i].read_only) regions_[i].before.assign(data, data + regions_[i].bytes);
    DeviceArray& array = header.device[i];
    array = {regions_[i].offset, regions_[i].bytes, regions_[i].has_values ? 1 : 0, {}};
    regions_[i].name.copy(array.name, sizeof array.name - 1);
  }
}

CallResult Check::finish(int repeat) {
  describe_arrays();
  sandbox_.header().repeat = repeat;
  CallResult call = sandbox_.call();
  result_.seconds += call.seconds;
  counts_ = sandbox_.header().counts;
  if (call.ending == Ending::returned) {
    look_at_guards();
    return call;
  }
  if (call.ending == Ending::signature) {
    fail(ending_word(call.ending),
         fmt::format("{} takes other parameters than the exercise gave it: put its first line back", function_));
  }
  if (call.ending == Ending::finding) fail_with_finding(call.text);
  std::string message = call.ending == Ending::todo ? call.text : fmt::format("{}: {}", function_, call.text);
  if (call.fault >= 0) {
    const auto place = static_cast<std::size_t>(call.fault);
    for (const Region& region : regions_) {
      if (place < region.begin - kPage || place >= region.end + kPage) continue;
      const bool before = place < region.offset;
      const std::size_t distance = before ? region.offset - place : place - (region.offset + region.bytes);
      result_.where = fmt::format("{} {}", before ? "before the beginning of" : "past the end of", region.name);
      message = fmt::format("{} reached {} elements {} {}, which is {}", function_,
                            distance / region.element + (before ? 0 : 1),
                            before ? "before the beginning of" : "past the end of", region.name, region.shape.str());
    }
  }
  fail(ending_word(call.ending), message);
}

// "race: two threads use ...", and further lines, each with two blanks before it.
void Check::fail_with_finding(const std::string& report) {
  const std::size_t colon = report.find(": ");
  const std::size_t end = report.find('\n');
  result_.finding = report.substr(0, end);
  std::string lines = end == std::string::npos ? "" : report.substr(end + 1);
  while (!lines.empty() && lines.back() == '\n') lines.pop_back();
  // The symptom is the report without the blanks: who shows it has an indent of their own.
  for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at)) {
    if (lines[at] == '\n') ++at;
    lines.erase(at, std::min(lines.find_first_not_of(' ', at) - at, lines.size() - at));
  }
  result_.symptom = lines;
  fail(result_.finding.substr(0, colon), result_.finding.substr(colon == std::string::npos ? 0 : colon + 2));
}

void Check::look_at_guards() {
  for (const Region& region : regions_) {
    const char* arena = sandbox_.arena();
    const std::size_t end = region.offset + region.bytes;
    for (std::size_t at = region.begin; at < region.end; at += sizeof region.canary) {
      if (at == region.offset) at = end;
      if (std::memcmp(arena + at, &region.canary, sizeof region.canary) == 0) continue;
      const bool before = at < region.offset;
      const std::size_t distance = (before ? region.offset - at : at - end) / region.element + (before ? 0 : 1);
      result_.where = fmt::format("{} {}", before ? "before the beginning of" : "past the end of", region.name);
      fail("wrote outside",
           fmt::format("{} wrote {} element{} {} {}, which is {}", function_, distance, distance == 1 ? "" : "s",
                       before ? "before the beginning of" : "past the end of", region.name, region.shape.str()));
    }
    if (region.read_only && region.bytes > 0 &&
        std::memcmp(arena + region.offset, region.before.data(), region.bytes) != 0)
      fail("changed an input",
           fmt::format("{} changed its input {}, which is only to be read", function_, region.name));
  }
}

double Check::timed(double budget) {
  const double once = finish(1).seconds;
  const int repeat = static_cast<int>(std::clamp(budget / std::max(once, 1e-7), 1.0, 1e6));
  double best = finish(repeat).seconds / repeat;
  for (int round = 0; round < 2; ++round) best = std::min(best, finish(repeat).seconds / repeat);
  return best;
}

void Check::fail(const std::string& word, const std::string& message) {
  result_.status = Status::fail;
  result_.word = word;
  result_.message = message;
  throw CheckEnded{};
}

namespace {

// "y[n=0, k=1, p=2, q=3], element 17 of 96".
std::string place_text(const std::string& name, const Shape& shape, const std::string& axes, Index element) {
  if (shape.size() == 1 && shape.rank() <= 1) return name;
  std::string inside;
  Index rest = element;
  std::vector<Index> index(static_cast<std::size_t>(shape.rank()));
  for (int axis = shape.rank() - 1; axis >= 0; --axis) {
    index[static_cast<std::size_t>(axis)] = rest % shape[axis];
    rest /= shape[axis];
  }
  for (std::size_t axis = 0; axis < index.size(); ++axis) {
    inside += fmt::format("{}{}{}", axis == 0 ? "" : ", ",
                          axis < axes.size() ? fmt::format("{}=", axes[axis]) : std::string(), index[axis]);
  }
  if (shape.rank() == 1) return fmt::format("{}[{}] of {}", name, inside, shape.size());
  return fmt::format("{}[{}], element {} of {}", name, inside, element, shape.size());
}

}  // namespace

void Check::compare_numbers(const std::string& name, const Shape& shape, const std::string& axes,
                            const std::vector<double>& got, const std::vector<double>& expected, Tolerance tolerance,
                            const std::vector<bool>& unwritten) {
  result_.observed.push_back({name, got});
  if (got.size() != expected.size())
    throw Error("a check expects another number of elements than the array has").where(name);
  const Comparison comparison = compare<double, double>(got, expected, tolerance);
  if (comparison.passed) return;
  // The first difference is easier to think about than the worst one.
  Index first = 0;
  while (std::abs(got[static_cast<std::size_t>(first)] - expected[static_cast<std::size_t>(first)]) <=
             tolerance.absolute + tolerance.relative * std::abs(expected[static_cast<std::size_t>(first)]) ||
         got[static_cast<std::size_t>(first)] == expected[static_cast<std::size_t>(first)])
    ++first;
  const auto at = static_cast<std::size_t>(first);
  result_.where = place_text(name, shape, axes, first);
  result_.expected = number_text(expected[at]);
  result_.actual = unwritten[at] ? "never written" : number_text(got[at]);
  if (!std::isnan(got[at])) {
    const double size = std::max(std::abs(expected[at]), 1e-30);
    result_.relative_error = std::abs(got[at] - expected[at]) / size;
    result_.allowed = tolerance.absolute / size + tolerance.relative;
  }
  result_.symptom = symptom(got, expected, unwritten, tolerance);
  fail("wrong", comparison.count == 1
                    ? fmt::format("{} is wrong", name)
                    : fmt::format("{} of {} elements of {} are wrong", comparison.failures, comparison.count, name));
}

template <class T>
void Check::expect(const Array<T>& got, const std::vector<double>& expected, Tolerance tolerance) {
  std::vector<double> numbers(got.values().begin(), got.values().end());
  std::vector<bool> unwritten(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    unwritten[i] = is_unwritten(reinterpret_cast<const char*>(got.data + i), sizeof(T));
  compare_numbers(got.name, got.shape, got.axes, numbers, expected, tolerance, unwritten);
}

void Check::expect_value(const std::string& what, double got, double expected, Tolerance tolerance) {
  compare_numbers(what, Shape(), "", {got}, {expected}, tolerance, {false});
}

void Check::expect_true(bool holds, const std::string& sentence) {
  result_.observed.push_back({sentence, {holds ? 1.0 : 0.0}});
  if (!holds) fail("wrong", sentence);
}

void Check::expect_at_most(const std::string& what, std::uint64_t got, std::uint64_t allowed) {
  result_.observed.push_back({what, {static_cast<double>(got)}});
  if (got <= allowed) return;
  result_.expected = fmt::format("{} at the most", allowed);
  result_.actual = fmt::format("{}", got);
  fail("too many", fmt::format("the results are right, but there are too many {}", what));
}

#define SEVEN_FOR(T)                                                                                              \
  template Array<T> Check::input<T>(const std::string&, const Shape&, const std::string&);                        \
  template Array<T> Check::input<T>(const std::string&, const Shape&, const std::vector<T>&, const std::string&); \
  template Array<T> Check::output<T>(const std::string&, const Shape&, const std::string&);                       \
  template Array<T> Check::inout<T>(const std::string&, const Shape&, const std::string&);                        \
  template Array<T> Check::inout<T>(const std::string&, const Shape&, const std::vector<T>&, const std::string&); \
  template void Check::expect<T>(const Array<T>&, const std::vector<double>&, Tolerance);
SEVEN_FOR(float)
SEVEN_FOR(double)
SEVEN_FOR(int)
#undef SEVEN_FOR

}  // namespace seven::learn
