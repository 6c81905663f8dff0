// Looking at the finished site as a reader does, in a browser without a window.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven::site {

struct BrowserReport {
  std::string browser;  // "Chromium 156.0.8078.79"
  Index pages = 0;
  Index formulas = 0;               // that are drawn
  std::vector<std::string> faults;  // "course.html: dark: contrast 3.1 in <p>: ..."
};

// The full path of a browser that can do it; empty if there is none: chromium, chromium-browser or google-chrome.
std::filesystem::path find_browser();

// Opens each of the pages, of the folder `site`, at the width of a phone and of a desk, in light and dark. A fault is:
// anything said on the console; a formula or a picture that is not drawn; a page wider than the screen; text that is
// small or pale; a switch for dark that does nothing; and a search, on the first page, that does not find `word`.
// `script` is docs/site/check.js. Throws Error (skipped) without a browser.
BrowserReport look_at(const std::filesystem::path& site, const std::vector<std::string>& pages, const std::string& word,
                      const std::filesystem::path& script);

}  // namespace seven::site
