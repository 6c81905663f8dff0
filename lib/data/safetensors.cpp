#include "data/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "core/file.h"

namespace seven {

namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian, and copied as they are");

using Json = nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 100'000'000;  // the limit of the format's own reader
constexpr int kMaxDepth = 3;                       // {tensor: {"shape": [...]}}
constexpr const char* kMetadata = "__metadata__";
constexpr const char* kDtypes[] = {"F32", "F64", "I64"};  // in the order of AnyTensor

std::size_t item_size(std::size_t dtype) { return dtype == 0 ? 4 : 8; }

// Where a tensor's elements lie, counted from the end of the header.
struct Entry {
  std::string name;
  std::size_t dtype = 0;
  Shape shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// A reader of one file's header; knows its name for the errors.
class Header {
 public:
  Header(std::string_view bytes, std::string where) : where_(std::move(where)) {
    if (bytes.size() < kLengthBytes) {
      throw error("").expected("8 bytes with the length of the header").got(std::to_string(bytes.size()) + " bytes");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), kLengthBytes);
    if (length > kMaxHeader)
      throw error("").expected("a header of at most 100 MB").got(std::to_string(length) + " bytes");
    if (length > bytes.size() - kLengthBytes) {
      throw error("")
          .expected("a header of " + std::to_string(length) + " bytes")
          .got(std::to_string(bytes.size() - kLengthBytes) + " bytes in all")
          .fix("the file is cut short: fetch or write it again");
    }
    const std::string_view text = bytes.substr(kLengthBytes, length);
    elements_ = bytes.substr(kLengthBytes + length);
    read(parse(text));
  }

  [[nodiscard]] SafetensorsFile file() const {
    SafetensorsFile result;
    result.metadata = metadata_;
    for (const Entry& entry : entries_) result.tensors[entry.name] = tensor(entry);
    return result;
  }

 private:
  // `name` is the tensor at fault; "" for the file as a whole.
  [[nodiscard]] Error error(const std::string& name) const {
    Error result("this is not a safetensors file that can be read");
    result.where(name.empty() ? where_ : where_ + ", tensor " + name);
    return result;
  }

  // nlohmann's parser keeps the last of two equal keys and follows any depth, so both are watched while it reads.
  [[nodiscard]] Json parse(std::string_view text) const {
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
      if (event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start) {
        if (depth >= kMaxDepth) throw error("").expected("a flat header").got("JSON nested more than 3 deep");
      }
      if (event == Json::parse_event_t::object_start) keys.emplace_back();
      if (event == Json::parse_event_t::object_end) keys.pop_back();
      if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second) {
        throw error("").expected("each name once").got("two keys " + value.dump());
      }
      return true;
    };
    try {
      Json json = Json::parse(text.begin(), text.end(), watch);
      if (!json.is_object()) throw error("").expected("a JSON object as header").got(json.type_name());
      return json;
    } catch (const Json::exception& problem) {
      throw error("").expected("a header in JSON").got(problem.what());
    }
  }

  void read(const Json& json) {
    for (const auto& [name, value] : json.items()) {
      if (name == kMetadata) {
        read_metadata(value);
      } else {
        entries_.push_back(entry(name, value));
      }
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    std::uint64_t reached = 0;
    for (const Entry& entry : entries_) {
      if (entry.begin != reached) {
        throw error(entry.name)
            .expected("to begin at " + std::to_string(reached) + ", where the one before ends")
            .got(std::to_string(entry.begin) + (entry.begin < reached ? " (an overlap)" : " (a hole)"));
      }
      reached = entry.end;
    }
    if (reached != elements_.size()) {
      throw error("")
          .expected(std::to_string(reached) + " bytes of elements")
          .got(std::to_string(elements_.size()) + (reached < elements_.size() ? " (bytes that are no tensor's)" : ""));
    }
  }

  void read_metadata(const Json& json) {
    if (!json.is_object()) throw error(kMetadata).expected("an object of strings").got(json.type_name());
    for (const auto& [key, value] : json.items()) {
      if (!value.is_string()) throw error(kMetadata).expected("a string as " + key).got(value.type_name());
      metadata_[key] = value.get<std::string>();
    }
  }

  [[nodiscard]] Entry entry(const std::string& name, const Json& json) const {
    if (!json.is_object())
      throw error(name).expected("an object with dtype, shape, data_offsets").got(json.type_name());
    Entry result;
    result.name = name;
    result.dtype = dtype(name, json.value("dtype", Json()));
    result.shape = shape(name, json.value("shape", Json()));
    const std::vector<std::uint64_t> offsets = numbers(name, "data_offsets", json.value("data_offsets", Json()));
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > elements_.size()) {
      throw error(name)
          .expected("data_offsets [begin, end] with begin <= end <= " + std::to_string(elements_.size()))
          .got(json.value("data_offsets", Json()).dump());
    }
    result.begin = offsets[0];
    result.end = offsets[1];
    const auto items = static_cast<std::uint64_t>(result.shape.size());
    // Divided, not multiplied: the product of a hostile shape with the size of an element may not fit 64 bits.
    const std::uint64_t bytes = result.end - result.begin;
    if (bytes % item_size(result.dtype) != 0 || bytes / item_size(result.dtype) != items) {
      throw error(name)
          .expected(std::to_string(items) + " elements of " + kDtypes[result.dtype] + ", as shape " +
                    result.shape.str() + " says")
          .got(std::to_string(bytes) + " bytes");
    }
    return result;
  }

  [[nodiscard]] std::size_t dtype(const std::string& name, const Json& json) const {
    if (!json.is_string()) throw error(name).expected("a string as dtype").got(json.type_name());
    const auto found = std::find(std::begin(kDtypes), std::end(kDtypes), json.get<std::string>());
    if (found == std::end(kDtypes)) {
      throw error(name)
          .expected("dtype F32, F64 or I64")
          .got(json.get<std::string>())
          .fix("convert it to float32, float64 or int64 before it is saved");
    }
    return static_cast<std::size_t>(found - std::begin(kDtypes));
  }

  [[nodiscard]] Shape shape(const std::string& name, const Json& json) const {
    std::vector<Index> sizes;
    for (const std::uint64_t size : numbers(name, "shape", json)) {
      if (size > static_cast<std::uint64_t>(std::numeric_limits<Index>::max())) {
        throw error(name).expected("sizes below 2^63").got(std::to_string(size));
      }
      sizes.push_back(static_cast<Index>(size));
    }
    try {
      return Shape(sizes);
    } catch (const Error& problem) {
      throw error(name).got(problem.what());
    }
  }

  [[nodiscard]] std::vector<std::uint64_t> numbers(const std::string& name, const char* key, const Json& json) const {
    std::vector<std::uint64_t> result;
    if (!json.is_array()) throw error(name).expected(std::string("an array as ") + key).got(json.type_name());
    for (const Json& number : json) {
      if (!number.is_number_unsigned())
        throw error(name).expected(std::string("whole numbers in ") + key).got(number.dump());
      result.push_back(number.get<std::uint64_t>());
    }
    return result;
  }

  [[nodiscard]] AnyTensor tensor(const Entry& entry) const {
    switch (entry.dtype) {
      case 0: return filled<float>(entry);
      case 1: return filled<double>(entry);
      default: return filled<Index>(entry);
    }
  }

  template <class T>
  [[nodiscard]] Tensor<T> filled(const Entry& entry) const {
    Tensor<T> result(entry.shape);
    if (result.size() > 0) std::memcpy(result.data(), elements_.data() + entry.begin, entry.end - entry.begin);
    return result;
  }

  std::string where_;
  std::string_view elements_;
  std::vector<Entry> entries_;
  Metadata metadata_;
};

std::string_view bytes_of(const AnyTensor& any) {
  return std::visit(
      [](const auto& tensor) -> std::string_view {
        if (tensor.size() == 0) return {};
        return {reinterpret_cast<const char*>(tensor.data()), tensor.span().size_bytes()};
      },
      any);
}

}  // namespace

SafetensorsFile parse_safetensors(std::string_view bytes, const std::string& where) {
  return Header(bytes, where).file();
}

std::string serialise_safetensors(const Tensors& tensors, const Metadata& metadata) {
  std::vector<const Tensors::value_type*> order;
  for (const auto& entry : tensors) {
    if (entry.first == kMetadata) throw Error("a tensor cannot be called __metadata__: safetensors keeps that name");
    order.push_back(&entry);
  }
  std::stable_partition(order.begin(), order.end(),
                        [](const auto* entry) { return item_size(entry->second.index()) == 8; });

  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (!metadata.empty()) json[kMetadata] = metadata;
  std::size_t reached = 0;
  for (const auto* entry : order) {
    const Shape& shape = shape_of(entry->second);
    std::vector<Index> sizes;
    for (int axis = 0; axis < shape.rank(); ++axis) sizes.push_back(shape[axis]);
    const std::size_t end = reached + bytes_of(entry->second).size();
    json[entry->first] = {
        {"dtype", kDtypes[entry->second.index()]}, {"shape", sizes}, {"data_offsets", {reached, end}}};
    reached = end;
  }
  std::string header;
  try {
    header = json.dump();
  } catch (const nlohmann::json::exception& problem) {
    throw Error("a tensor's name or metadata cannot be saved").expected("UTF-8").got(problem.what());
  }
  header.resize((header.size() + 7) / 8 * 8, ' ');

  std::string bytes(kLengthBytes, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, kLengthBytes);
  bytes.reserve(kLengthBytes + header.size() + reached);
  bytes += header;
  for (const auto* entry : order) bytes += bytes_of(entry->second);
  return bytes;
}

SafetensorsFile read_safetensors_file(const std::filesystem::path& path) {
  return parse_safetensors(read_file(path), path.string());
}

Tensors read_safetensors(const std::filesystem::path& path) { return read_safetensors_file(path).tensors; }

void write_safetensors(const std::filesystem::path& path, const Tensors& tensors, const Metadata& metadata) {
  write_file(path, serialise_safetensors(tensors, metadata));
}

}  // namespace seven
