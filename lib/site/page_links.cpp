#include "site/page_links.h"

#include "core/error.h"
#include "site/html.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

bool has_scheme(const std::string& target) {
  const std::size_t colon = target.find(':');
  return target.starts_with("//") || (colon != std::string::npos && target.find_first_of("/#?") > colon);
}

// A link's path from the project's root. The pages that the site makes itself speak from the root.
std::string from_root(const Page& page, const std::string& target) {
  const fs::path base = page.source.ends_with(".md") ? fs::path(page.source).parent_path() : fs::path();
  std::string path = (base / target).lexically_normal().generic_string();
  if (path.ends_with('/')) path.pop_back();
  return path;
}

[[noreturn]] void refuse(const Page& page, const std::string& target) {
  throw Error("a page leads to something that is not in the project")
      .where(page.source)
      .got(target)
      .fix("write the link as seen from the folder of the page");
}

// "#L20", as GitHub counts lines, is "#l00020" with Doxygen.
std::string line_anchor(const std::string& fragment) {
  if (!fragment.starts_with("#L") || fragment.size() < 3) return "";
  const std::string digits = fragment.substr(2, fragment.find_first_not_of("0123456789", 2) - 2);
  return "#l" + std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
}

// The address on the site of a folder below lib/ that holds sources; empty for others.
std::string library_folder(const std::string& path, const fs::path& root) {
  if (path == "lib") return kLibraryPage + ".html";
  if (!path.starts_with("lib/") || !fs::is_directory(root / path)) return "";
  const std::vector<std::string> sources = sources_under(root, path);
  if (sources.empty()) return "";
  return kLibraryPage + ".html#" + library_anchor(fs::path(sources.front()).parent_path().generic_string());
}

}  // namespace

std::string turn_links(const std::string& html, const Page& page, const std::vector<Page>& pages, const fs::path& root,
                       Wanted& wanted) {
  std::string named;  // the path of a link that is none on the site, while its text goes by
  std::size_t text_begin = 0;
  return replace_tags(html, [&](const Tag& tag) -> std::optional<std::string> {
    if (tag.name == "a" && tag.closing && !named.empty()) {
      // "tests/peers" needs no path behind it, "the peers" does.
      const std::string text = text_of(std::string_view(html).substr(text_begin, tag.begin - text_begin));
      std::string end = "</span>";
      if (text.empty() || (named != text && !named.ends_with("/" + text))) end += " (" + escape_html(named) + ")";
      named.clear();
      return end;
    }
    const char* key = tag.name == "a" ? "href" : tag.name == "img" ? "src" : nullptr;
    if (key == nullptr || tag.closing) return std::nullopt;
    const std::string target = attribute(tag, key).value_or("");
    if (target.empty() || target.starts_with("#") || has_scheme(target)) return std::nullopt;
    const std::size_t hash = std::min(target.find('#'), target.size());
    const std::string fragment = target.substr(hash);
    const std::string path = from_root(page, target.substr(0, hash));
    if (path.starts_with("..") || path.starts_with("/") || !fs::exists(root / path)) refuse(page, target);
    const auto with = [&](const std::string& value) {
      Tag turned = tag;
      for (auto& [name, old] : turned.attributes) {
        if (name == key) old = value;
      }
      return to_text(turned);
    };
    if (tag.name == "img") {
      wanted.pictures.insert(path);
      return with(path);
    }
    if (const Page* there = page_at(pages, path)) return with(there->label + ".html" + fragment);
    if (const std::string folder = library_folder(path, root); !folder.empty()) return with(folder);
    if (is_source(path)) {
      wanted.sources.insert(path);
      return with(kSourceLink + path + line_anchor(fragment));
    }
    for (const char* ending : {".svg", ".png", ".jpg"}) {
      if (!path.ends_with(ending)) continue;
      wanted.pictures.insert(path);
      return with(path);
    }
    named = path;
    text_begin = tag.end;
    return "<span class=\"in-repository\" title=\"" + escape_html("in the repository: " + path) + "\">";
  });
}

}  // namespace seven::site
