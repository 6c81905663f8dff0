#include "core/shape.h"

#include <doctest.h>

#include <limits>

#include "support/message.h"

using namespace seven;

TEST_CASE("a shape knows its rank, sizes, product and text") {
  const Shape shape{128, 3, 32, 24};
  CHECK(shape.rank() == 4);
  CHECK(shape[0] == 128);
  CHECK(shape[3] == 24);
  CHECK(shape.size() == 128 * 3 * 32 * 24);
  CHECK(shape.str() == "(128, 3, 32, 24)");
  CHECK(Shape(std::vector<Index>{128, 3, 32, 24}) == shape);
}

TEST_CASE("a scalar has rank 0 and one element, an empty tensor none") {
  CHECK(Shape().rank() == 0);
  CHECK(Shape().size() == 1);
  CHECK(Shape().str() == "()");
  CHECK(Shape{0}.size() == 0);
  CHECK(Shape{4, 0, 5}.size() == 0);
  CHECK(Shape() != Shape{1});
}

TEST_CASE("shapes of another rank or size differ") {
  CHECK(Shape{2, 3} != Shape{3, 2});
  CHECK(Shape{2, 3} != Shape{2, 3, 1});
}

TEST_CASE("the front size can be replaced, but not of a scalar") {
  CHECK(Shape{8, 3, 5}.with_front(1) == Shape{1, 3, 5});
  CHECK_THROWS_AS(static_cast<void>(Shape().with_front(1)), Error);
}

TEST_CASE("bad shapes are refused") {
  CHECK(contains(message_of([] { Shape{3, -1}; }), "axis 1"));
  CHECK(contains(message_of([] { Shape{1, 1, 1, 1, 1, 1, 1}; }), "at most 6"));
  CHECK(Shape{1, 1, 1, 1, 1, 1}.rank() == 6);
}

TEST_CASE("a product beyond 63 bits is refused, also where a zero hides it") {
  const Index big = Index{1} << 32;
  CHECK(contains(message_of([&] { Shape{big, big}; }), "63 bits"));
  CHECK(contains(message_of([&] { Shape{0, big, big}; }), "63 bits"));
  CHECK(Shape{std::numeric_limits<Index>::max()}.size() == std::numeric_limits<Index>::max());
}
