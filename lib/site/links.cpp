#include "site/links.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "core/file.h"
#include "site/html.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

struct Address {
  std::string target;
  bool asset = false;  // fetched with the page, not clicked on
};

struct Document {
  std::set<std::string> ids;
  std::vector<Address> addresses;
};

std::string decode(const std::string& address) {
  std::string result;
  for (std::size_t i = 0; i < address.size(); ++i) {
    int code = 0;
    if (address[i] == '%' && i + 2 < address.size() &&
        std::from_chars(address.data() + i + 1, address.data() + i + 3, code, 16).ptr == address.data() + i + 3) {
      result += static_cast<char>(code);
      i += 2;
    } else {
      result += address[i];
    }
  }
  return result;
}

Document read_html(const std::string& html, std::vector<std::string>& faults, const std::string& name) {
  Document document;
  for (const Tag& tag : tags_of(html)) {
    if (tag.closing) continue;
    const std::string id = attribute(tag, "id").value_or("");
    if (!id.empty() && !document.ids.insert(id).second) faults.push_back(name + ": two places have the id " + id);
    if (const auto anchor = attribute(tag, "name"); anchor && tag.name == "a") document.ids.insert(*anchor);
    for (const auto& [key, value] : tag.attributes) {
      const bool link = key == "href" && (tag.name == "a" || tag.name == "area");
      const bool asset = key == "src" || (key == "href" && !link) || (key == "data" && tag.name == "object");
      if (link || asset) document.addresses.push_back({value, asset});
    }
  }
  return document;
}

// url(...) of a style sheet.
std::vector<Address> addresses_of_style(const std::string& css) {
  std::vector<Address> result;
  for (std::size_t at = css.find("url("); at != std::string::npos; at = css.find("url(", at + 4)) {
    std::string target = css.substr(at + 4, css.find(')', at) - at - 4);
    std::erase_if(target, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    result.push_back({target, true});
  }
  return result;
}

bool starts_with_any(const std::string& text, const std::array<const char*, 3>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](const char* b) { return text.starts_with(b); });
}

}  // namespace

LinkReport check_links(const fs::path& site) {
  LinkReport report;
  std::map<std::string, Document> documents;  // by their path in the site
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(site)) {
    const std::string name = entry.path().lexically_relative(site).generic_string();
    if (name.ends_with(".html")) {
      documents[name] = read_html(read_file(entry.path()), report.faults, name);
      ++report.pages;
    } else if (name.ends_with(".css")) {
      documents[name].addresses = addresses_of_style(read_file(entry.path()));
    }
  }
  for (const auto& [name, document] : documents) {
    for (const Address& address : document.addresses) {
      const std::string& target = address.target;
      if (starts_with_any(target, {"http:", "https:", "//"})) {
        ++report.external;
        if (address.asset) report.faults.push_back(name + ": " + target + " is fetched from the net");
        continue;
      }
      if (starts_with_any(target, {"mailto:", "data:", "javascript:"})) continue;
      ++report.links;
      const std::size_t hash = std::min(target.find('#'), target.size());
      const std::string path = decode(target.substr(0, std::min(hash, target.find('?'))));
      const std::string fragment = decode(target.substr(std::min(hash + 1, target.size())));
      const std::string file =
          path.empty() ? name : (fs::path(name).parent_path() / path).lexically_normal().generic_string();
      std::error_code code;
      if (target.empty() || path.starts_with("/") || !fs::is_regular_file(site / file, code)) {
        report.faults.push_back(name + ": " + (target.empty() ? "an empty address" : target + " is not there"));
      } else if (!fragment.empty() && documents.contains(file) && !documents.at(file).ids.contains(fragment)) {
        report.faults.push_back(name + ": " + target + ": the page is there, the place in it is not");
      }
    }
  }
  std::sort(report.faults.begin(), report.faults.end());
  return report;
}

}  // namespace seven::site
