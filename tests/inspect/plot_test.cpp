#include "inspect/plot.h"

#include <doctest.h>

#include <cmath>
#include <limits>

#include "core/types.h"
#include "inspect/markup.h"

using namespace seven;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Index count(const std::string& text, const std::string& part) {
  Index found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace

TEST_CASE("the markup check finds faults") {
  CHECK(testing::markup_fault("<a><b x=\"1>2\"></b><c/></a>").empty());
  CHECK_FALSE(testing::markup_fault("<a><b></a></b>").empty());
  CHECK_FALSE(testing::markup_fault("<a><b></b>").empty());
  CHECK_FALSE(testing::markup_fault("<a <b></b>").empty());
}

TEST_CASE("ticks are round numbers within the range") {
  CHECK(nice_ticks(0.0, 10.0, 5) == std::vector<double>{0, 2, 4, 6, 8, 10});
  CHECK(nice_ticks(0.0, 1.0, 5).size() == 6);
  CHECK(nice_ticks(-3.0, 3.0, 3) == std::vector<double>{-2, 0, 2});
  CHECK(nice_ticks(1.0, 1.0, 5) == std::vector<double>{1.0});
  for (const double high : {1e-9, 0.037, 7.0, 123.0, 9e12}) {
    const auto ticks = nice_ticks(0.0, high, 5);
    CHECK(ticks.size() >= 3);
    CHECK(ticks.size() <= 8);
    CHECK(ticks.back() <= high * 1.000001);
  }
  CHECK(nice_ticks(0.0, std::numeric_limits<double>::infinity(), 5).size() == 1);
}

TEST_CASE("a chart is well formed and has a line, a legend and labels for each series") {
  const std::vector<Series> series{{"train", {{0, 2.3}, {1, 1.2}, {2, 0.4}}},
                                   {"held out", {{0, 2.2}, {1, 1.4}, {2, 0.9}}}};
  const std::string svg = svg_curves({.title = "Loss & more", .x_label = "epoch", .y_label = "loss"}, series);
  CHECK(testing::markup_fault(svg) == "");
  CHECK(count(svg, "<polyline") == 2);
  for (const char* part :
       {"Loss &amp; more", ">train<", ">held out<", ">epoch<", ">loss<", "currentColor", "--series-2"}) {
    CHECK(contains(svg, part));
  }
  CHECK_FALSE(contains(svg, "http"));
  CHECK(contains(svg_curves({.title = "", .x_label = "", .y_label = "", .own_file = true}, series), "xmlns"));
  // The first point is at the left, the last at the right; a smaller loss is further down.
  CHECK(contains(svg, "points=\"52.0,"));
  CHECK(contains(svg, " 468.0,"));
}

TEST_CASE("gaps, single points, flat lines and nothing at all are drawn without NaN") {
  const Series gap{"gap", {{0, 1}, {1, 2}, {2, kNaN}, {3, 1}, {4, 2}, {5, kNaN}, {6, 3}}};
  const std::string svg = svg_curves({.title = "t"}, {gap});
  CHECK(count(svg, "<polyline") == 2);
  CHECK(count(svg, "<circle") == 1);
  for (const auto& points : std::vector<std::vector<std::pair<double, double>>>{{},
                                                                                {{1, 0}},
                                                                                {{1, 5}, {2, 5}},
                                                                                {{kNaN, 1}},
                                                                                {{1, -1e299}, {2, 1e299}},
                                                                                {{1, 1e308}, {2, -1e308}},
                                                                                {{1, 1e299}, {2, 1e-299}},
                                                                                {{0, 1e-308}, {1, 5e-324}}}) {
    for (const bool log_y : {false, true}) {
      const std::string drawn = svg_curves({.title = "t", .log_y = log_y}, {{"s", points}});
      CHECK(testing::markup_fault(drawn) == "");
      CHECK_FALSE(contains(drawn, "nan"));
      CHECK_FALSE(contains(drawn, "inf"));
    }
  }
  CHECK(contains(svg_curves({.title = "t"}, {}), "nothing to draw"));
}

TEST_CASE("a logarithmic axis has ticks at powers of ten and leaves out what is not positive") {
  const std::string svg = svg_curves({.title = "t", .log_y = true}, {{"s", {{0, 100}, {1, 1}, {2, 0.01}, {3, 0.0}}}});
  for (const char* tick : {">100<", ">10<", ">1<", ">0.1<", ">0.01<"}) CHECK(contains(svg, tick));
  CHECK(contains(svg, "points=\"52.0,60.0 260.0,170.0 468.0,280.0\""));  // equal factors are equal steps
}

TEST_CASE("both axes logarithmic: a power law is a straight line") {
  const Series square{"h^2", {{1e-4, 1e-8}, {1e-2, 1e-4}, {1, 1}}};
  const std::string svg = svg_curves({.title = "t", .log_x = true, .log_y = true}, {square});
  CHECK(contains(svg, "points=\"52.0,280.0 260.0,170.0 468.0,60.0\""));
  for (const char* tick : {">1e-04<", ">0.01<", ">1<"}) CHECK(contains(svg, tick));
  const std::string cut = svg_curves({.title = "t", .log_x = true}, {{"s", {{0, 1}, {0.1, 2}, {1, 3}}}});
  CHECK(count(cut, "<polyline") == 1);
  CHECK(contains(cut, "points=\"52.0,"));
  CHECK_FALSE(contains(cut, "nan"));
}

TEST_CASE("a legend too long for a row takes two, and the frame makes room") {
  const std::vector<std::pair<double, double>> points{{0, 0}, {1, 1}};
  const Series longer{"a name of some length", points};
  const std::string one = svg_curves({.title = "t", .log_y = true}, {longer, longer});
  const std::string two = svg_curves({.title = "t", .log_y = true}, {longer, longer, longer});
  CHECK(count(one, "y=\"46.0\"") == 2);
  CHECK(count(two, "y=\"46.0\"") == 2);
  CHECK(count(two, "y=\"64.0\"") == 1);
  CHECK(contains(two, "y1=\"78.0\""));  // the highest line of the grid
}

TEST_CASE("a file of its own brings its ground, a part of a page none") {
  const std::vector<Series> series{{"s", {{0, 1}, {1, 2}}}};
  CHECK(contains(svg_curves({.title = "t", .own_file = true}, series), "fill=\"#ffffff\""));
  CHECK_FALSE(contains(svg_curves({.title = "t"}, series), "#ffffff"));
}

TEST_CASE("names in a chart are shown, not obeyed") {
  const std::string svg = svg_curves({.title = "<script>alert(1)</script>"}, {{"a\"b'<", {{0, 1}, {1, 2}}}});
  CHECK(testing::markup_fault(svg) == "");
  CHECK_FALSE(contains(svg, "<script"));
  CHECK(contains(svg, "a&quot;b&#39;&lt;"));
}
