#include "data/first_images.h"

#include <doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "data/synth.h"
#include "support/message.h"

using namespace seven;

namespace {

std::unique_ptr<Dataset> ten_images() {
  SynthOptions how;
  how.images = 10;
  how.size = 16;
  return make_synth(how);
}

std::vector<std::uint8_t> pixels_of(const Dataset& data, Index image) {
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(data.image_shape().size()));
  data.pixels(image, pixels.data());
  return pixels;
}

}  // namespace

TEST_CASE("the first images are those of the whole, with their labels and all class names") {
  const auto whole = ten_images();
  const auto few = first_images(ten_images(), 3);
  CHECK(few->size() == 3);
  CHECK(few->image_shape() == whole->image_shape());
  CHECK(few->class_names() == whole->class_names());
  for (Index i = 0; i < 3; ++i) {
    CHECK(few->label(i) == whole->label(i));
    CHECK(pixels_of(*few, i) == pixels_of(*whole, i));
  }
  CHECK(pixels_of(*few, 0) != pixels_of(*few, 1));
}

TEST_CASE("no more images than there are, and one at least") {
  CHECK(first_images(ten_images(), 10)->size() == 10);
  for (const Index count : {Index{-1}, Index{0}, Index{11}}) {
    const std::string message = message_of([&] { first_images(ten_images(), count); });
    CHECK(contains(message, "1 to 10"));
    CHECK(contains(message, std::to_string(count)));
  }
}
