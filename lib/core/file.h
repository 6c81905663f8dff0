// Whole files, read and written so that nothing is lost: a new file takes the old one's place only once it is safely on
// the disk.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace seven {

// The bytes of a file. Throws Error for a missing or unreadable file, a directory and a device.
std::string read_file(const std::filesystem::path& path);

// Writes `bytes` to a temporary name beside `path`, syncs it, renames it over `path` and syncs the directory. Whatever
// fails (no space, no permission, no such directory) throws Error and leaves the old file as it was, and no temporary.
// A directory, a device and a pipe are refused.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// Removes the temporaries that killed processes left beside `path` while they were writing it; never that of a process
// which still runs.
void remove_leftovers(const std::filesystem::path& path);

// The directory and those above it, made where they are missing. Throws Error.
void make_directories(const std::filesystem::path& path);

// For tests: called before each step ("write", "sync", "rename"); returning an errno value makes that step fail with
// it.
void set_write_fault(std::function<int(std::string_view step)> fault);

}  // namespace seven
