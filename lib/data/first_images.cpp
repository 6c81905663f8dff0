#include "data/first_images.h"

#include <utility>

#include "core/error.h"

namespace seven {

namespace {

class FirstImages : public Dataset {
 public:
  FirstImages(std::unique_ptr<Dataset> whole, Index count) : whole_(std::move(whole)), count_(count) {}
  [[nodiscard]] Index size() const override { return count_; }
  [[nodiscard]] Shape image_shape() const override { return whole_->image_shape(); }
  [[nodiscard]] const std::vector<std::string>& class_names() const override { return whole_->class_names(); }
  [[nodiscard]] Index label(Index image) const override { return whole_->label(image); }
  void pixels(Index image, std::uint8_t* out) const override { whole_->pixels(image, out); }

 private:
  std::unique_ptr<Dataset> whole_;
  Index count_;
};

}  // namespace

std::unique_ptr<Dataset> first_images(std::unique_ptr<Dataset> whole, Index count) {
  if (count < 1 || count > whole->size()) {
    throw Error("a data set does not have so many images")
        .expected("1 to " + std::to_string(whole->size()))
        .got(std::to_string(count))
        .wrong_use();
  }
  return std::make_unique<FirstImages>(std::move(whole), count);
}

}  // namespace seven
