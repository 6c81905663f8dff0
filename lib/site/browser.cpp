#include "site/browser.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/scratch.h"
#include "site/html.h"
#include "site/process.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int kSeconds = 240;

std::string address(const fs::path& path) { return "file://" + fs::absolute(path).lexically_normal().string(); }

std::string version_of(const fs::path& browser, const Folder& scratch) {
  const Command command{.words = {browser.string(), "--version"}, .out = scratch / "version"};
  std::string text = run(command) == 0 ? read_file(command.out) : browser.string();
  text = text.substr(0, text.find(" built on"));
  return text.substr(0, text.find_last_not_of(" \n") + 1);
}

// What the pages said on the console: lines of the browser's log like
// [123:456:1124/160000.1:INFO:CONSOLE:12] "Uncaught Error: x", source: file:///... (12)
void read_console(const std::string& log, std::vector<std::string>& faults) {
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("CONSOLE");
    if (at != std::string::npos)
      faults.push_back("console: " + line.substr(std::min(line.size(), line.find(']', at) + 2)));
  }
}

}  // namespace

fs::path find_browser() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    if (fs::path path = find_on_path(name); !path.empty()) return path;
  }
  return {};
}

BrowserReport look_at(const fs::path& site, const std::vector<std::string>& pages, const std::string& word,
                      const fs::path& script) {
  const fs::path browser = find_browser();
  if (browser.empty()) {
    throw Error("there is no browser to look at the pages with")
        .expected("chromium, chromium-browser or google-chrome")
        .fix("sudo apt-get install chromium")
        .skipped();
  }
  const Folder scratch = Folder::temporary();  // the browser's profile, and the page that holds the frames
  put(scratch / "check.html",
      "<!DOCTYPE html><meta charset=\"utf-8\"><title>check</title><body><script>\nwindow.checkSite = " +
          Json(address(site)).dump() + ";\nwindow.checkPages = " + Json(pages).dump() + ";\nwindow.checkWord = " +
          Json(word).dump() + ";\n</script><script src=\"" + address(script) + "\"></script></body>\n");
  // Time in the pages is the browser's own and runs as fast as they can: the budget is what would be waited for, at
  // most.
  const Command command{.words = {browser.string(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                                  "--disable-background-networking", "--disable-component-update", "--disable-sync",
                                  "--disable-extensions", "--allow-file-access-from-files", "--enable-logging=stderr",
                                  "--virtual-time-budget=3600000", "--user-data-dir=" + (scratch / "profile").string(),
                                  "--dump-dom", address(scratch / "check.html")},
                        .out = scratch / "dom",
                        .err = scratch / "log",
                        .seconds = kSeconds};
  const int code = run(command);
  const std::string dom = read_file(command.out);
  const std::string begin = "<pre id=\"report\">";
  const std::size_t from = dom.find(begin);
  if (code != 0 || from == std::string::npos) {
    throw Error("the browser came to no end with the pages")
        .where(browser.string())
        .got("exit code " + std::to_string(code) + (dom.empty() ? ", and nothing was shown" : ""));
  }
  const std::size_t text = from + begin.size();
  const Json json = Json::parse(unescape_html(dom.substr(text, dom.find("</pre>", text) - text)));
  BrowserReport report{.browser = version_of(browser, scratch),
                       .pages = json.at("pages").get<Index>(),
                       .formulas = json.at("formulas").get<Index>(),
                       .faults = json.at("faults").get<std::vector<std::string>>()};
  read_console(read_file(command.err), report.faults);
  return report;
}

}  // namespace seven::site
