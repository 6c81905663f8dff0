// Tensors by name in a file that any language can read: the safetensors format (github.com/huggingface/safetensors).
//
// Eight bytes give the length of a header (little-endian), the header is a JSON object that gives each tensor's dtype,
// shape and place, and the rest is the tensors' elements, row-major, one after the other without a gap. The header is
// padded with spaces so that the elements begin at a multiple of 8.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/any_tensor.h"

namespace seven {

using Metadata = std::map<std::string, std::string>;

struct SafetensorsFile {
  Tensors tensors;
  Metadata metadata;
};

// Reads F32, F64 and I64. Nothing in `bytes` is trusted: any length, offset, name or type that does not fit throws
// Error, naming `where` and the tensor, before memory is allocated for it.
SafetensorsFile parse_safetensors(std::string_view bytes, const std::string& where);

// The bytes of a file. The 8-byte types come first, so that every tensor is aligned to its elements. Throws Error for a
// name that is not UTF-8 or is "__metadata__".
std::string serialise_safetensors(const Tensors& tensors, const Metadata& metadata = {});

SafetensorsFile read_safetensors_file(const std::filesystem::path& path);
Tensors read_safetensors(const std::filesystem::path& path);

// Safe against interruption: see write_file in core/file.h.
void write_safetensors(const std::filesystem::path& path, const Tensors& tensors, const Metadata& metadata = {});

}  // namespace seven
