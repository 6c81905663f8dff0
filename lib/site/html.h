// HTML as a row of tags and text: enough to rewrite links, to check them and to read what a page says. It is for pages
// that Doxygen and cmark-gfm have written, not for whatever the web holds.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace seven::site {

struct Tag {
  std::string name;  // in small letters
  bool closing = false;
  std::vector<std::pair<std::string, std::string>> attributes;  // values without quotes, entities decoded
  std::size_t begin = 0, end = 0;                               // where it stands: [begin, end)
};

// The value of an attribute; none if the tag does not have it.
std::optional<std::string> attribute(const Tag& tag, std::string_view name);

// The tags of a page in order. Comments are left out, and so is what stands inside <script> and <style>.
std::vector<Tag> tags_of(std::string_view html);

// The page with some of its tags replaced: `replace` returns what stands instead, or none to keep the tag.
std::string replace_tags(std::string_view html, const std::function<std::optional<std::string>(const Tag&)>& replace);

// A tag as text again.
std::string to_text(const Tag& tag);

std::string escape_html(std::string_view text);
std::string unescape_html(std::string_view html);

// What a reader sees: no tags, entities decoded, every run of white space one space.
std::string text_of(std::string_view html);

}  // namespace seven::site
