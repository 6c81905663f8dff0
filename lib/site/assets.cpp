#include "site/assets.h"

#include <array>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/scratch.h"
#include "site/process.h"
#include "site/site.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

// Where Debian and its relatives put them, and where somebody may have put them by hand.
fs::path first_folder(const std::vector<fs::path>& folders, const std::string& file) {
  std::error_code code;
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / file, code)) return folder;
  }
  return {};
}

fs::path awesome() {
  return first_folder({"/usr/share/doxygen-awesome-css", "/usr/local/share/doxygen-awesome-css"},
                      "doxygen-awesome.css");
}
fs::path katex() {
  return first_folder(
      {"/usr/share/javascript/katex", "/usr/local/share/javascript/katex", "/usr/share/nodejs/katex/dist"},
      "katex.min.js");
}
fs::path katex_fonts() {
  return first_folder({katex() / "fonts", "/usr/share/fonts/truetype/katex"}, "KaTeX_Main-Regular.woff2");
}

// Keeps the first form of each font, woff2, which every browser of today reads.
std::string only_woff2(std::string css) {
  for (std::size_t at = css.find("format('woff2'),"); at != std::string::npos; at = css.find("format('woff2'),", at)) {
    at += std::string("format('woff2')").size();
    css.erase(at, css.find_first_of(";}", at) - at);
  }
  return css;
}

}  // namespace

std::vector<std::string> missing_tools() {
  std::vector<std::string> missing;
  if (find_on_path("doxygen").empty()) missing.emplace_back("doxygen");
  if (find_on_path("cmark-gfm").empty()) missing.emplace_back("cmark-gfm");
  if (awesome().empty()) missing.emplace_back("doxygen-awesome-css");
  if (katex().empty()) missing.emplace_back("libjs-katex");
  if (katex_fonts().empty()) missing.emplace_back("fonts-katex");
  return missing;
}

void expect_tools() {
  std::string packages;
  for (const std::string& package : missing_tools()) packages += (packages.empty() ? "" : " ") + package;
  if (packages.empty()) return;
  throw Error("the site cannot be made without tools that are not here")
      .expected(packages)
      .fix("sudo apt-get install " + packages + " (the names are Debian's and Ubuntu's)")
      .skipped();
}

void copy_assets(const fs::path& root, const fs::path& html) {
  const auto copy = [&](const fs::path& from, const std::string& name) {
    fs::copy_file(from, html / name, fs::copy_options::overwrite_existing);
  };
  for (const char* name :
       {"doxygen-awesome.css", "doxygen-awesome-darkmode-toggle.js", "doxygen-awesome-fragment-copy-button.js",
        "doxygen-awesome-paragraph-link.js", "doxygen-awesome-interactive-toc.js"}) {
    copy(awesome() / name, name);
  }
  copy(katex() / "katex.min.js", "katex.js");
  put(html / "katex.css", only_woff2(read_file(katex() / "katex.min.css")));
  make_directories(html / "fonts");
  for (const fs::directory_entry& entry : fs::directory_iterator(katex_fonts())) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".woff2")) copy(entry.path(), "fonts/" + name);
  }
  for (const char* name : {"site.css", "site.js", "icon.svg"}) copy(root / "docs/site" / name, name);
}

}  // namespace seven::site
