#include "inspect/roofline.h"

#include <doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "inspect/label_places.h"
#include "inspect/markup.h"
#include "support/message.h"

using namespace seven;

namespace {

const RooflineOptions kMachine{.title = "a < b", .peak_gflops = 200.0, .peak_gigabytes = 20.0, .own_file = true};

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("labels stand in the frame, and none upon another, a dot or what was there before") {
  const Box frame{0, 0, 400, 300};
  std::vector<LabelledPoint> points;
  for (int i = 0; i < 12; ++i) points.push_back({150.0 + 7.0 * i, 150.0 + 5.0 * (i % 4), 40.0});
  const Box line{0, 170, 400, 173};
  const auto places = place_labels(points, 4.0, 14.0, frame, {line});
  int placed = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    ++placed;
    CHECK(places[i]->within(frame));
    CHECK(!places[i]->overlaps(line));
    CHECK(places[i]->right - places[i]->left == doctest::Approx(40.0));
    for (const LabelledPoint& point : points)
      CHECK(!places[i]->overlaps({point.x - 4.0, point.y - 4.0, point.x + 4.0, point.y + 4.0}));
    for (std::size_t j = 0; j < i; ++j) CHECK((!places[j] || !places[i]->overlaps(*places[j])));
  }
  CHECK(placed == 12);
}

TEST_CASE("a label has no place where all are taken, or if it is not wanted") {
  const auto places = place_labels({{50, 50, 40}, {20, 20, 0}}, 4.0, 14.0, {0, 0, 100, 100}, {{0, 0, 100, 100}});
  CHECK(!places[0]);
  CHECK(!places[1]);
  CHECK(place_labels({{50, 50, 40}}, 4.0, 14.0, {0, 0, 100, 100}, {})[0]);
}

TEST_CASE("a roofline shows both ceilings, a dot for each measurement and a legend of the groups") {
  const std::string svg = svg_roofline(kMachine, {{"conv1", "forward", 50.0, 150.0},
                                                  {"conv2", "forward", 500.0, 190.0},
                                                  {"conv1", "backward", 50.0, 20.0},
                                                  {"relu", "forward", 0.125, 2.5}});
  CHECK(testing::markup_fault(svg).empty());
  CHECK(count(svg, "<circle") == 4 + 2);
  CHECK(count(svg, "var(--series-1,") == 3 + 1);
  CHECK(count(svg, "var(--series-2,") == 1 + 1);
  for (const char* word : {">200 GFLOP/s<", ">20.0 GB/s<", ">conv1<", ">conv2<", ">relu<", ">backward<", "a &lt; b",
                           "xmlns=", "75 % of the roof", "100 % of the roof"})
    CHECK_MESSAGE(contains(svg, word), word);
  RooflineOptions part = kMachine;
  part.own_file = false;
  CHECK(!contains(svg_roofline(part, {}), "xmlns="));
}

TEST_CASE("a dot on the roof lies on the drawn line, on both sides of the ridge") {
  // The slanted line and the level one meet at the ridge, at 10 operations a byte: three dots there and beside it.
  const std::string svg = svg_roofline(kMachine, {{"a", "x", 10.0, 200.0}, {"b", "x", 100.0, 200.0}});
  const auto number = [&](const std::string& key, std::size_t from) {
    const std::size_t at = svg.find(key + "=\"", from);
    REQUIRE(at != std::string::npos);
    return std::stod(svg.substr(at + key.size() + 2));
  };
  const std::size_t slanted = svg.find("stroke-width=\"2.4\"");
  const std::size_t start = svg.rfind("<line", slanted);
  const std::size_t dot = svg.find("<circle", slanted);
  CHECK(number("x2", start) == doctest::Approx(number("cx", dot)).epsilon(0.001));
  CHECK(number("y2", start) == doctest::Approx(number("cy", dot)).epsilon(0.001));
  const std::size_t second = svg.find("<circle", dot + 1);
  CHECK(number("cy", second) == doctest::Approx(number("cy", dot)));
}

TEST_CASE("dots of one name that lie together share a label, and others do not") {
  const std::string together =
      svg_roofline(kMachine, {{"conv1", "forward", 50.0, 150.0}, {"conv1", "backward", 50.0, 149.0}});
  CHECK(count(together, ">conv1<") == 1);
  const std::string apart =
      svg_roofline(kMachine, {{"conv1", "forward", 50.0, 150.0}, {"conv1", "backward", 0.5, 5.0}});
  CHECK(count(apart, ">conv1<") == 2);
}

TEST_CASE("what is no number is not drawn, and ceilings that are none are refused") {
  const double nan = std::nan("");
  const double infinity = std::numeric_limits<double>::infinity();
  const std::string svg = svg_roofline(
      kMachine, {{"a", "x", nan, 1.0}, {"b", "x", 1.0, infinity}, {"c", "x", 0.0, 1.0}, {"d", "x", 1.0, -1.0}});
  CHECK(count(svg, "<circle") == 0);
  CHECK(!contains(svg, "nan"));
  CHECK(!contains(svg, "inf"));
  for (const double bad : {0.0, -1.0, nan, infinity}) {
    RooflineOptions options = kMachine;
    options.peak_gigabytes = bad;
    CHECK(contains(message_of([&] { svg_roofline(options, {}); }), "ceilings"));
  }
}
