#include "site/html.h"

#include <doctest.h>

using namespace seven::site;

TEST_CASE("tags are read with their attributes, whatever the quotes") {
  const auto tags = tags_of("<a href=\"x.html?a=1&amp;b=2\" title='say \"hi\"' hidden>t</A><br/>");
  REQUIRE(tags.size() == 3);
  CHECK(tags[0].name == "a");
  CHECK(attribute(tags[0], "href") == "x.html?a=1&b=2");
  CHECK(attribute(tags[0], "title") == "say \"hi\"");
  CHECK(attribute(tags[0], "hidden") == "");
  CHECK(!attribute(tags[0], "src"));
  CHECK(tags[1].closing);
  CHECK(tags[1].name == "a");
  CHECK(tags[2].name == "br");
}

TEST_CASE("what stands in comments and scripts is no tag, nor is a lone <") {
  const auto tags = tags_of("1 < 2 <!-- <a href='x'> --><script>if (a<b) x = '<a>';</script><p>");
  REQUIRE(tags.size() == 3);
  CHECK(tags[0].name == "script");
  CHECK(tags[1].closing);
  CHECK(tags[2].name == "p");
  CHECK(tags_of("<a href='never ends").empty());
}

TEST_CASE("tags are replaced one by one and the text between them stays") {
  const auto shout = [](const Tag& tag) -> std::optional<std::string> {
    if (tag.name != "b") return std::nullopt;
    return tag.closing ? "!" : "";
  };
  CHECK(replace_tags("<p>a <b>c</b> d</p>", shout) == "<p>a c! d</p>");
}

TEST_CASE("text is what a reader sees") {
  CHECK(text_of("<h2>Which <code>h</code>?</h2>\n<p>a&nbsp;&lt;b&#39;s&#x2713; </p><script>x()</script><!-- no -->") ==
        "Which h? a <b's\u2713");
  CHECK(text_of("<td>one</td><td>two</td>") == "one two");  // not "onetwo"
  CHECK(text_of("im<b>2</b>col") == "im2col");
  CHECK(unescape_html("&unknown; & &amp;amp;") == "&unknown; & &amp;");
  CHECK(unescape_html(escape_html("<a href=\"x\">&")) == "<a href=\"x\">&");
}
