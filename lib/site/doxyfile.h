// How Doxygen is told what to do: its configuration, and the order of what stands on a page.
#pragma once

#include <filesystem>
#include <string>

namespace seven::site {

struct DoxygenRun {
  std::filesystem::path root;    // the project
  std::filesystem::path input;   // what Doxygen reads: pages and sources, made for it
  std::filesystem::path pieces;  // HTML and code that the pages include
  std::filesystem::path output;  // html/ is made in it
  std::filesystem::path header, footer;
  std::filesystem::path layout;
  std::filesystem::path warnings;  // the file that they go to
  std::filesystem::path tags;      // the file that says which page each source has
};

std::string doxyfile(const DoxygenRun& run);

// What a file's and a class's page hold, in order.
std::string doxygen_layout();

}  // namespace seven::site
