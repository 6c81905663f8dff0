// Archives of data sets, unpacked once into the user's cache.
#pragma once

#include <filesystem>
#include <string>

namespace seven {

// Unpacks a .tar.gz, .tar.xz or .tar archive, with the program tar, into a directory of the cache that is its own, and
// returns that directory: $XDG_CACHE_HOME/seven-loops/NAME/FINGERPRINT (without XDG_CACHE_HOME: ~/.cache). Returns it
// at once if it is there already. The directory appears complete or not at all, and processes that ask at the same time
// wait for the first. Throws Error if tar, or the decompressor it calls, is missing or fails; then nothing is left
// behind.
std::filesystem::path unpack_once(const std::filesystem::path& archive, const std::string& name);

}  // namespace seven
