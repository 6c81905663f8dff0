#include "site/html.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace seven::site {

namespace {

bool space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kEntities{{{"amp", "&"},
                                                                                  {"lt", "<"},
                                                                                  {"gt", ">"},
                                                                                  {"quot", "\""},
                                                                                  {"apos", "'"},
                                                                                  {"nbsp", " "},
                                                                                  {"ndash", "\u2013"},
                                                                                  {"mdash", "\u2014"},
                                                                                  {"zwj", ""}}};

std::string utf8(unsigned code) {
  std::string text;
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
  return text;
}

// The character that an entity's name stands for: "amp", "#39", "#x27". None if it is not known.
std::optional<std::string> entity(std::string_view name) {
  if (name.starts_with("#")) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    unsigned code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size() || code > 0x10FFFF) return std::nullopt;
    return utf8(code);
  }
  for (const auto& [known, text] : kEntities) {
    if (known == name) return std::string(text);
  }
  return std::nullopt;
}

// Reads the tag at html[begin] == '<'; its end is npos if it never ends.
Tag read_tag(std::string_view html, std::size_t begin) {
  Tag tag;
  tag.begin = begin;
  tag.end = std::string_view::npos;
  std::size_t i = begin + 1;
  if (i < html.size() && html[i] == '/') {
    tag.closing = true;
    ++i;
  }
  const std::size_t name = i;
  while (i < html.size() && !space(html[i]) && html[i] != '>' && html[i] != '/') ++i;
  tag.name = lower(html.substr(name, i - name));
  while (i < html.size()) {
    while (i < html.size() && (space(html[i]) || html[i] == '/')) ++i;
    if (i < html.size() && html[i] == '>') {
      tag.end = i + 1;
      break;
    }
    const std::size_t key = i;
    while (i < html.size() && !space(html[i]) && html[i] != '=' && html[i] != '>' && html[i] != '/') ++i;
    const std::string attribute_name = lower(html.substr(key, i - key));
    std::string_view value;
    if (i < html.size() && html[i] == '=') {
      ++i;
      const char quote = i < html.size() ? html[i] : '\0';
      const bool quoted = quote == '"' || quote == '\'';
      if (quoted) ++i;
      const std::size_t from = i;
      while (i < html.size() && (quoted ? html[i] != quote : !space(html[i]) && html[i] != '>')) ++i;
      value = html.substr(from, i - from);
      if (quoted && i < html.size()) ++i;
    } else if (i == key) {
      ++i;  // something that is no attribute
      continue;
    }
    tag.attributes.emplace_back(attribute_name, unescape_html(value));
  }
  return tag;
}

}  // namespace

std::optional<std::string> attribute(const Tag& tag, std::string_view name) {
  for (const auto& [key, value] : tag.attributes) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<Tag> tags_of(std::string_view html) {
  std::vector<Tag> tags;
  for (std::size_t i = html.find('<'); i != std::string_view::npos && i + 1 < html.size(); i = html.find('<', i)) {
    if (html.substr(i).starts_with("<!--")) {
      i = html.find("-->", i);
      continue;
    }
    const char next = html[i + 1];
    if (std::isalpha(static_cast<unsigned char>(next)) == 0 && next != '/') {  // a doctype, or a lone <
      ++i;
      continue;
    }
    Tag tag = read_tag(html, i);
    if (tag.end == std::string_view::npos) break;
    i = tag.end;
    const bool raw = !tag.closing && (tag.name == "script" || tag.name == "style");
    tags.push_back(std::move(tag));
    if (raw) i = html.find("</" + tags.back().name, i);
  }
  return tags;
}

std::string replace_tags(std::string_view html, const std::function<std::optional<std::string>(const Tag&)>& replace) {
  std::string result;
  std::size_t done = 0;
  for (const Tag& tag : tags_of(html)) {
    const std::optional<std::string> instead = replace(tag);
    if (!instead) continue;
    result += html.substr(done, tag.begin - done);
    result += *instead;
    done = tag.end;
  }
  result += html.substr(done);
  return result;
}

std::string to_text(const Tag& tag) {
  std::string text = (tag.closing ? "</" : "<") + tag.name;
  for (const auto& [name, value] : tag.attributes) text += " " + name + "=\"" + escape_html(value) + "\"";
  return text + ">";
}

std::string escape_html(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      default: html += c;
    }
  }
  return html;
}

std::string unescape_html(std::string_view html) {
  std::string text;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const std::size_t end = html[i] == '&' ? html.find(';', i) : std::string_view::npos;
    const std::optional<std::string> known =
        end == std::string_view::npos ? std::nullopt : entity(html.substr(i + 1, end - i - 1));
    if (known) {
      text += *known;
      i = end;
    } else {
      text += html[i];
    }
  }
  return text;
}

std::string text_of(std::string_view html) {
  std::string raw;
  std::size_t done = 0;
  std::string inside;  // script or style: nobody reads it
  for (const Tag& tag : tags_of(html)) {
    if (inside.empty()) raw += html.substr(done, tag.begin - done);
    // What ends a line on the screen must not glue two words together.
    static constexpr std::array<std::string_view, 14> kInline{"a",  "b",   "code", "em",  "i",   "span",   "strong",
                                                              "tt", "sub", "sup",  "kbd", "del", "strike", "u"};
    if (std::find(kInline.begin(), kInline.end(), tag.name) == kInline.end()) raw += ' ';
    done = tag.end;
    inside = !tag.closing && (tag.name == "script" || tag.name == "style") ? tag.name : "";
  }
  raw += html.substr(done);
  for (std::size_t comment = raw.find("<!--"); comment != std::string::npos; comment = raw.find("<!--", comment)) {
    const std::size_t end = raw.find("-->", comment);
    raw.erase(comment, end == std::string::npos ? std::string::npos : end + 3 - comment);
  }
  std::string text;
  for (const char c : unescape_html(raw)) {
    if (!space(c)) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace seven::site
