// A small check that markup is well formed: every tag that opens closes, in the right order, and attributes are quoted.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace seven::testing {

// "" if all is well, else what is wrong. The content of <style> is skipped.
inline std::string markup_fault(const std::string& text) {
  const std::set<std::string> alone{"meta", "img", "br", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    std::size_t end = at + 1;
    for (bool quoted = false; end < text.size() && (quoted || text[end] != '>'); ++end) {
      if (text[end] == '"') quoted = !quoted;
      if (text[end] == '<') return "a < within a tag: " + text.substr(at, 60);
    }
    if (end >= text.size()) return "a tag without an end: " + text.substr(at, 60);
    const std::string tag = text.substr(at + 1, end - at - 1);
    const bool closing = tag.starts_with("/");
    const std::string name = tag.substr(closing ? 1 : 0, tag.find_first_of(" /", 1) - (closing ? 1 : 0));
    if (closing) {
      if (open.empty() || open.back() != name) return "</" + name + "> closes nothing";
      open.pop_back();
    } else if (!tag.ends_with("/") && !alone.contains(name)) {
      open.push_back(name);
    }
    at = name == "style" && !closing ? text.find("</style", end) : end;
  }
  return open.empty() ? "" : "<" + open.back() + "> is never closed";
}

}  // namespace seven::testing
