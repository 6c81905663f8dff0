#include "data/safetensors.h"

#include <doctest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>

#include "core/file.h"

using namespace seven;

namespace {

// A file of this header (no padding) and so many bytes of elements.
std::string file_of(const std::string& header, std::size_t elements) {
  std::string bytes(8, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(elements, '\1');
}

std::string length_only(std::uint64_t length) {
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes;
}

std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                  const std::string& offsets) {
  return "\"" + name + R"(":{"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

// Refused with exit code 1, naming the file, and with `sentence` in the message.
void check_refused(const std::string& bytes, const std::string& sentence) {
  try {
    parse_safetensors(bytes, "case.safetensors");
    FAIL_CHECK("accepted: " << sentence);
  } catch (const Error& error) {
    const std::string message = error.what();
    CHECK(error.exit_code() == 1);
    CHECK_MESSAGE(message.find("case.safetensors") != std::string::npos, message);
    CHECK_MESSAGE(message.find(sentence) != std::string::npos, message);
  }
}

void check_header_refused(const std::string& header, std::size_t elements, const std::string& sentence) {
  CAPTURE(header);
  check_refused(file_of(header, elements), sentence);
}

const std::string kF32 = "\"F32\"";

}  // namespace

TEST_CASE("a file written by hand is read") {
  const std::string header =
      R"({"__metadata__":{"made":"by hand"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
      R"("b":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}   )";
  std::string bytes = file_of(header, 0);
  bytes += std::string("\x00\x00\x80\x3f\x00\x00\x00\xc0", 8);  // 1.0f, -2.0f
  bytes += std::string("\xfe\xff\xff\xff\xff\xff\xff\xff", 8);  // -2
  const SafetensorsFile file = parse_safetensors(bytes, "by hand");
  CHECK(file.metadata == Metadata{{"made", "by hand"}});
  CHECK(file.tensors.size() == 2);
  CHECK(get<float>(file.tensors, "a").shape() == Shape{2});
  CHECK(get<float>(file.tensors, "a")[0] == 1.0F);
  CHECK(get<float>(file.tensors, "a")[1] == -2.0F);
  CHECK(get<Index>(file.tensors, "b").shape() == Shape{});
  CHECK(get<Index>(file.tensors, "b")[0] == -2);
}

TEST_CASE("the bytes written are those of the format") {
  Tensors tensors;
  Tensor<float> a(Shape{1});
  a[0] = 1.0F;
  Tensor<double> b(Shape{1, 1});
  b[0] = -2.0;
  tensors["a"] = a;
  tensors["b"] = b;
  const std::string header = R"({"__metadata__":{"k":"v"},"b":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]},)"
                             R"("a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})";
  const std::string padded = header + std::string((8 - header.size() % 8) % 8, ' ');
  CHECK(serialise_safetensors(tensors, {{"k", "v"}}) ==
        file_of(padded, 0) + std::string("\0\0\0\0\0\0\0\xc0", 8) + std::string("\0\0\x80\x3f", 4));
}

TEST_CASE("a round trip keeps every bit: NaN and its payload, -0, infinities, empty tensors, scalars, any UTF-8 name") {
  Tensors tensors;
  Tensor<float> single(Shape{2, 3});
  single[0] = std::bit_cast<float>(0x7fc12345U);
  single[1] = -0.0F;
  single[2] = std::numeric_limits<float>::infinity();
  single[3] = std::numeric_limits<float>::denorm_min();
  Tensor<double> wide(Shape{});
  wide[0] = std::bit_cast<double>(0xfff8000000000abcULL);
  Tensor<Index> whole(Shape{1, 1, 1, 1, 1, 2});
  whole[0] = std::numeric_limits<Index>::min();
  whole[1] = std::numeric_limits<Index>::max();
  tensors["single"] = single;
  tensors["wide"] = wide;
  tensors["whole"] = whole;
  tensors["empty"] = Tensor<float>(Shape{0, 7});
  tensors["ü \"quoted\" \n"] = single;
  const std::string bytes = serialise_safetensors(tensors, {{"a", "b"}});
  const SafetensorsFile file = parse_safetensors(bytes, "round trip");
  CHECK(file.tensors.size() == tensors.size());
  for (const auto& [name, tensor] : tensors) CHECK(shape_of(file.tensors.at(name)) == shape_of(tensor));
  CHECK(std::memcmp(get<float>(file.tensors, "single").data(), single.data(), 24) == 0);
  CHECK(std::memcmp(get<double>(file.tensors, "wide").data(), wide.data(), 8) == 0);
  CHECK(std::memcmp(get<Index>(file.tensors, "whole").data(), whole.data(), 16) == 0);
  CHECK(serialise_safetensors(file.tensors, file.metadata) == bytes);
  CHECK(parse_safetensors(serialise_safetensors({}), "none").tensors.empty());
}

TEST_CASE("files that are cut short are refused, wherever") {
  Tensors tensors;
  tensors["a"] = Tensor<float>(Shape{3});
  const std::string bytes = serialise_safetensors(tensors);
  for (std::size_t length = 0; length < bytes.size(); ++length) check_refused(bytes.substr(0, length), "safetensors");
  check_refused(bytes + '\0', "bytes that are no tensor's");
}

TEST_CASE("hostile headers are refused") {
  check_refused(length_only(2).substr(0, 7), "7 bytes");
  check_refused(length_only(2), "cut short");
  check_refused(length_only(~0ULL), "at most 100 MB");
  check_refused(length_only(100'000'001) + "{}", "at most 100 MB");
  check_header_refused("", 0, "JSON");
  check_header_refused("not json", 0, "JSON");
  check_header_refused("[]", 0, "array");
  check_header_refused("{\"\xff\": 1}", 0, "JSON");
  check_header_refused(std::string(100'000, '['), 0, "nested");
  check_header_refused(R"({"a":{"shape":[[1]]}})", 0, "nested");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,4]") + "," + entry("a", kF32, "[1]", "[0,4]") + "}", 4,
                       "each name once");
  check_header_refused(R"({"a":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}})", 4, "each name once");
}

TEST_CASE("entries of the wrong type are refused, naming the tensor") {
  check_header_refused(R"({"a": 3})", 0, "tensor a");
  check_header_refused(R"({"a": {}})", 0, "dtype");
  check_header_refused("{" + entry("a", "1", "[1]", "[0,4]") + "}", 4, "dtype");
  check_header_refused("{" + entry("a", "\"BF16\"", "[2]", "[0,4]") + "}", 4, "BF16");
  check_header_refused("{" + entry("a", "\"F16\"", "[2]", "[0,4]") + "}", 4, "tensor a");
  check_header_refused("{" + entry("a", kF32, "1", "[0,4]") + "}", 4, "shape");
  check_header_refused("{" + entry("a", kF32, "[\"1\"]", "[0,4]") + "}", 4, "whole numbers in shape");
  check_header_refused("{" + entry("a", kF32, "[1.0]", "[0,4]") + "}", 4, "whole numbers in shape");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0]") + "}", 4, "data_offsets");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,4,4]") + "}", 4, "data_offsets");
  check_header_refused("{" + entry("a", kF32, "[1]", "\"0,4\"") + "}", 4, "data_offsets");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,null]") + "}", 4, "data_offsets");
  check_header_refused(R"({"__metadata__": 3})", 0, "object of strings");
  check_header_refused(R"({"__metadata__": {"a": 3}})", 0, "string");
}

TEST_CASE("shapes that cannot be are refused") {
  check_header_refused("{" + entry("a", kF32, "[-1]", "[0,4]") + "}", 4, "whole numbers in shape");
  check_header_refused("{" + entry("a", kF32, "[1,1,1,1,1,1,1]", "[0,4]") + "}", 4, "too many axes");
  check_header_refused("{" + entry("a", kF32, "[4294967296,4294967296]", "[0,4]") + "}", 4, "63 bits");
  check_header_refused("{" + entry("a", kF32, "[9223372036854775808]", "[0,4]") + "}", 4, "2^63");
  check_header_refused("{" + entry("a", kF32, "[99999999999999999999999]", "[0,4]") + "}", 4, "whole numbers in shape");
  // 2^62 + 1 elements of 4 bytes are 4 bytes modulo 2^64.
  check_header_refused("{" + entry("a", kF32, "[4611686018427387905]", "[0,4]") + "}", 4, "4 bytes");
  check_header_refused("{" + entry("a", kF32, "[0,4611686018427387904,4]", "[0,0]") + "}", 0, "63 bits");
}

TEST_CASE("places that do not fit are refused") {
  check_header_refused("{" + entry("a", kF32, "[2]", "[0,4]") + "}", 4, "2 elements");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,5]") + "}", 5, "1 elements");
  check_header_refused("{" + entry("a", kF32, "[1]", "[4,0]") + "}", 4, "begin <= end");
  check_header_refused("{" + entry("a", kF32, "[1]", "[-4,0]") + "}", 4, "whole numbers in data_offsets");
  check_header_refused("{" + entry("a", kF32, "[2]", "[0,8]") + "}", 4, "begin <= end <= 4");
  check_header_refused("{" + entry("a", kF32, "[1]", "[18446744073709551612,18446744073709551616]") + "}", 4,
                       "data_offsets");
  check_header_refused("{" + entry("a", kF32, "[1]", "[4,8]") + "}", 8, "a hole");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,4]") + "," + entry("b", kF32, "[1]", "[8,12]") + "}", 12,
                       "a hole");
  check_header_refused("{" + entry("a", kF32, "[2]", "[0,8]") + "," + entry("b", kF32, "[1]", "[4,8]") + "}", 8,
                       "an overlap");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,4]") + "," + entry("b", kF32, "[1]", "[0,4]") + "}", 4,
                       "an overlap");
  check_header_refused("{" + entry("a", kF32, "[1]", "[0,4]") + "}", 8, "no tensor's");
}

TEST_CASE("names that cannot be saved are refused") {
  CHECK_THROWS_AS(serialise_safetensors({{"__metadata__", Tensor<float>(Shape{1})}}), Error);
  CHECK_THROWS_AS(serialise_safetensors({{"\xff", Tensor<float>(Shape{1})}}), Error);
}

TEST_CASE("files: written, read, and the old one kept when writing fails") {
  const auto directory = std::filesystem::temp_directory_path() / ("seven_safetensors_" + std::to_string(std::rand()));
  std::filesystem::create_directories(directory);
  const auto path = directory / "a.safetensors";
  Tensors tensors;
  Tensor<double> a(Shape{2});
  a[1] = 0.1;
  tensors["a"] = a;
  write_safetensors(path, tensors, {{"made", "here"}});
  CHECK(get<double>(read_safetensors(path), "a")[1] == 0.1);
  CHECK(read_safetensors_file(path).metadata.at("made") == "here");
  set_write_fault([](std::string_view step) { return step == "write" ? 28 : 0; });
  CHECK_THROWS_AS(write_safetensors(path, {}), Error);
  set_write_fault(nullptr);
  CHECK(read_safetensors(path).size() == 1);
  CHECK_THROWS_AS(read_safetensors(directory), Error);
  CHECK_THROWS_AS(read_safetensors(directory / "missing"), Error);
  std::filesystem::remove_all(directory);
}
