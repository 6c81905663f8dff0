// Of the runtime API: device memory and launches, with what is said of wrong calls.
#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/error.h"
#include "cuda/simt/check/checker.h"
#include "cuda/simt/check/words.h"
#include "cuda/simt/memory.h"
#include "cuda/simt/runtime_state.h"

namespace seven::simt {

namespace {

// The wrong call is said to whoever checks; `what` begins with the function's name.
cudaError_t wrong(const std::string& what, const std::string& hint, Place where) {
  if (Checker* at = checker()) {
    const SourceLine place{where.file, where.line};
    std::vector<std::string> lines = {at_line(place)};
    if (!hint.empty()) lines.push_back(hint);
    lines.emplace_back("A GPU's runtime returns cudaErrorInvalidValue here, and nothing is done.");
    at->add(Kind::runtime_call, place, what, lines);
  }
  return failed(cudaErrorInvalidValue);
}

// The first argument of the function's call on that line: "d_x" of cudaMalloc((void**)&d_x, bytes). Of several calls on
// one line, they take turns.
std::string argument_name(const char* function, Place where) {
  static auto& turns = *new std::map<std::pair<std::string, int>, std::size_t>;
  std::string text;
  for (int line = where.line; line < where.line + 3; ++line) text += source_text(where.file, line) + " ";
  std::vector<std::size_t> calls;
  const std::string call = std::string(function) + "(";
  const std::size_t first_line = source_text(where.file, where.line).size();
  for (std::size_t at = text.find(call); at < first_line; at = text.find(call, at + 1)) calls.push_back(at);
  if (calls.empty()) return "";
  const std::size_t begin = calls[turns[{where.file, where.line}]++ % calls.size()] + call.size();
  std::string name;
  int depth = 0;
  for (std::size_t at = begin; at < text.size() && (text[at] != ',' || depth > 0) && depth >= 0; ++at) {
    depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
    name += text[at];
  }
  name = name.substr(name.rfind('&') + 1);
  const auto none = [](char c) { return c == ' ' || c == '(' || c == ')'; };
  name.erase(std::remove_if(name.begin(), name.end(), none), name.end());
  const auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  const bool is_name = !name.empty() && fits(name.front()) && fits(name.back() == ']' ? '_' : name.back());
  return is_name && name.size() < 40 ? name : "";
}

// One side of a copy: "the destination", and what it is to be.
struct Side {
  const char* called;
  const void* at;
  bool device;
  bool any = false;  // the one or the other
};

// Whether the pointer is what it has to be; says it if not.
bool fits(const char* function, const Side& side, std::size_t bytes, Place where) {
  const std::string what = std::string(function) + ": " + side.called + " is ";
  const char* hint = "The destination comes first, then the source. Is their order wrong, or the direction?";
  if (side.at == nullptr) {
    wrong(what + "a null pointer", "Was it never allocated?", where);
    return false;
  }
  const auto* at = static_cast<const std::byte*>(side.at);
  const Allocation* memory = find_allocation(at);
  const DeviceVariable* variable = memory == nullptr ? device_variable_at(at) : nullptr;
  if (memory == nullptr && variable == nullptr) {
    if (!side.device || side.any) return true;
    wrong(what + "a pointer of the host's, and is to be one of the device's", hint, where);
    return false;
  }
  const std::string name = variable != nullptr ? "__device__ " + variable->name : buffer_text(*memory);
  if (memory != nullptr && memory->freed) {
    wrong(what + name + ", which was freed", "", where);
    return false;
  }
  if (!side.device && !side.any && (variable != nullptr ? !variable->of_both : !memory->of_both)) {
    wrong(what + name + ", and is to be memory of the host's", hint, where);
    return false;
  }
  const std::byte* begin = variable != nullptr ? variable->begin : memory->begin;
  const std::size_t size = variable != nullptr ? variable->bytes : memory->bytes;
  if (at >= begin && at + bytes <= begin + size) return true;
  wrong(std::string(function) + ": " + std::to_string(bytes) + " bytes do not fit: " + side.called + " begins " +
            std::to_string(at - begin) + " bytes into " + name,
        "The size is in bytes: elements times sizeof.", where);
  return false;
}

}  // namespace

void run_chevrons(const Launch& launch) {
  if (checker() == nullptr) return run(launch);
  checker()->take_fault();
  try {
    run(launch);
  } catch (const Error& error) {
    std::istringstream text(error.what());
    std::string what, line;
    std::getline(text, what);
    std::vector<std::string> lines;
    while (std::getline(text, line)) lines.push_back(line.substr(std::min<std::size_t>(2, line.size())));
    checker()->add(Kind::launch, {launch.where.file, launch.where.line}, what, lines);
    failed(cudaErrorInvalidConfiguration);
  }
  if (const std::optional<Kind> fault = checker()->take_fault()) {
    failed(*fault == Kind::misaligned ? cudaErrorMisalignedAddress
           : *fault == Kind::barrier  ? cudaErrorLaunchFailure
                                      : cudaErrorIllegalAddress);
  }
}

namespace api {

cudaError_t allocate(const char* function, void** memory, std::size_t bytes, bool of_both, Place where) {
  if (memory == nullptr) return wrong(std::string(function) + ": the first argument is a null pointer", "", where);
  *memory = nullptr;
  if (bytes == 0) return cudaSuccess;
  if (bytes >> 47 != 0) {
    wrong(std::string(function) + ": " + std::to_string(bytes) + " bytes are more than any GPU has",
          "Is the size a negative number, or a product that does not fit into an int?", where);
    return failed(cudaErrorMemoryAllocation);
  }
  try {
    *memory = of_both ? simt::allocate_for_both(bytes, where) : simt::allocate(bytes, where);
  } catch (const Error&) {
    return failed(cudaErrorMemoryAllocation);
  }
  name_memory(*memory, argument_name(function, where));
  return cudaSuccess;
}

cudaError_t release(const char* function, void* memory, Place where) {
  if (memory == nullptr) return waited();
  const Allocation* block = find_allocation(memory);
  const std::string what = std::string(function) + ": this is ";
  if (block == nullptr)
    return wrong(what + "no device memory", "Memory of the host's is given back by free or delete.", where);
  if (block->begin != memory) return wrong(what + "no beginning of " + buffer_text(*block), "", where);
  if (block->freed) return wrong(what + buffer_text(*block) + ", which was freed before", "", where);
  simt::release(memory);
  return waited();
}

cudaError_t copy(const char* function, void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                 Place where) {
  if (bytes == 0) return waited();
  if (kind < cudaMemcpyHostToHost || kind > cudaMemcpyDefault) {
    wrong(std::string(function) + ": there is no such direction", "", where);
    return failed(cudaErrorInvalidMemcpyDirection);
  }
  const bool any = kind == cudaMemcpyDefault;
  const bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  const bool from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  if (!fits(function, {"the destination", to, to_device, any}, bytes, where) ||
      !fits(function, {"the source", from, from_device, any}, bytes, where))
    return cudaErrorInvalidValue;
  copy_to_device(to, from, bytes);  // which is a copy in any direction
  return waited();
}

cudaError_t fill(const char* function, void* memory, int value, std::size_t bytes, Place where) {
  if (bytes == 0) return waited();
  if (!fits(function, {"the memory", memory, true}, bytes, where)) return cudaErrorInvalidValue;
  set_bytes(memory, value, bytes);
  return waited();
}

cudaError_t copy_symbol(const char* function, const Symbol& symbol, void* to, const void* from, std::size_t bytes,
                        Place where) {
  if (symbol.offset > symbol.bytes || bytes > symbol.bytes - symbol.offset) {
    return wrong(std::string(function) + ": " + std::to_string(bytes) + " bytes from byte " +
                     std::to_string(symbol.offset) + " on do not fit into the symbol's " + std::to_string(symbol.bytes),
                 "The size is in bytes: elements times sizeof.", where);
  }
  auto* at = static_cast<char*>(const_cast<void*>(symbol.begin)) + symbol.offset;
  if (!fits(function, {to == nullptr ? "the source" : "the destination", to == nullptr ? from : to, false}, bytes,
            where))
    return cudaErrorInvalidValue;
  std::memcpy(to == nullptr ? at : to, to == nullptr ? from : at, bytes);
  return waited();
}

}  // namespace api

}  // namespace seven::simt
