#include "site/links.h"

#include <doctest.h>

#include <algorithm>
#include <string>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;
using namespace seven::site;

namespace {

// The faults of a site of one page with this text, beside a page b.html that has the place "there".
std::vector<std::string> faults_of(const std::string& body) {
  const TemporaryDirectory site;
  write_file(site / "a.html", "<html><body id=\"top\">" + body + "</body></html>");
  write_file(site / "b.html", "<a id=\"there\"></a><a name=\"old\"></a>");
  write_file(site / "s.css", "@font-face { src: url(b.html) }");
  return check_links(site.path()).faults;
}

}  // namespace

TEST_CASE("links that lead somewhere are no faults") {
  CHECK(faults_of(
            "<a href='b.html'>x</a><a href='b.html#there'>x</a><a href='b.html#old'>x</a><a href='#top'>x</a>"
            "<img src='b.html'><link href='s.css'><a href='https://example.org/x'>out</a><a href='mailto:a@b.c'>m</a>"
            "<!-- <a href='gone.html'> -->")
            .empty());
}

TEST_CASE("each kind of broken link is named with its page") {
  for (const char* body :
       {"<a href='gone.html'>x</a>", "<a href='b.html#gone'>x</a>", "<a href='#gone'>x</a>", "<img src='gone.png'>",
        "<script src='gone.js'></script>", "<link rel='stylesheet' href='gone.css'>", "<a href=''>x</a>",
        "<a href='/b.html'>x</a>", "<p id='top'>twice</p>", "<img src='https://example.org/x.png'>",
        "<script src='//example.org/x.js'></script>", "<link rel='stylesheet' href='http://example.org/x.css'>"}) {
    const auto faults = faults_of(body);
    CHECK_MESSAGE(faults.size() == 1, body);
    CHECK_MESSAGE((!faults.empty() && contains(faults[0], "a.html: ")), body);
  }
}

TEST_CASE("style sheets are looked through too, and everything is counted") {
  const TemporaryDirectory site;
  write_file(site / "a.html", "<a href='a.html'>x</a><a href='https://example.org'>y</a>");
  write_file(site / "s.css",
             "a { background: url('gone.png') } b { src: url(data:x) url(https://example.org/f.woff2) }");
  const LinkReport report = check_links(site.path());
  CHECK(report.pages == 1);
  CHECK(report.links == 2);
  CHECK(report.external == 2);
  CHECK(report.faults.size() == 2);
}
