#include "data/synth.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/error.h"
#include "core/parallel.h"
#include "core/philox.h"
#include "data/synth_scene.h"

namespace seven {

namespace {

constexpr Index kKeptBytes = Index{512} << 20;

// What a stream is drawn for: with the split it stands where other purposes have the epoch.
enum class Draw : std::uint8_t { scene, noise, order };

Random stream(const SynthOptions& options, Draw draw, Index item) {
  const Index split = options.split == Split::train ? 0 : 1;
  return {options.seed, Purpose::synth, 4 * split + static_cast<Index>(draw), item};
}

class Synth : public Dataset {
 public:
  explicit Synth(const SynthOptions& options)
      : options_(options),
        names_(synth_class_names().begin(), synth_class_names().begin() + options.classes),
        image_bytes_(3 * options.size * options.size) {
    label_images();
    if (options_.images > kKeptBytes / image_bytes_) return;
    kept_.resize(static_cast<std::size_t>(options_.images * image_bytes_));
    parallel_for(options_.images, [&](Index image) { draw(image, kept_.data() + image * image_bytes_); });
  }

  [[nodiscard]] Index size() const override { return options_.images; }
  [[nodiscard]] Shape image_shape() const override { return {3, options_.size, options_.size}; }
  [[nodiscard]] const std::vector<std::string>& class_names() const override { return names_; }
  [[nodiscard]] Index label(Index image) const override { return labels_[static_cast<std::size_t>(image)]; }

  void pixels(Index image, std::uint8_t* out) const override {
    if (kept_.empty()) return draw(image, out);
    std::copy_n(kept_.data() + image * image_bytes_, image_bytes_, out);
  }

 private:
  // Run by run of one image a class, each run in an order of its own.
  void label_images() {
    std::vector<Index> order(static_cast<std::size_t>(options_.classes));
    for (Index first = 0; first < options_.images; first += options_.classes) {
      std::iota(order.begin(), order.end(), 0);
      Random random = stream(options_, Draw::order, first / options_.classes);
      for (Index k = options_.classes - 1; k > 0; --k) {
        std::swap(order[static_cast<std::size_t>(k)], order[static_cast<std::size_t>(random.below(k + 1))]);
      }
      labels_.insert(labels_.end(), order.begin(), order.end());
    }
    labels_.resize(static_cast<std::size_t>(options_.images));
  }

  void draw(Index image, std::uint8_t* out) const {
    Random scene = stream(options_, Draw::scene, image);
    Random noise = stream(options_, Draw::noise, image);
    synth::render(synth::draw_scene(label(image), scene), options_.size, noise, out);
  }

  SynthOptions options_;
  std::vector<std::string> names_;
  Index image_bytes_;
  std::vector<Index> labels_;
  std::vector<std::uint8_t> kept_;
};

void check_range(const char* what, Index value, Index low, Index high) {
  if (value >= low && value <= high) return;
  throw Error(std::string("the synthetic set cannot have this ") + what)
      .expected(std::to_string(low) + " to " + std::to_string(high))
      .got(std::to_string(value))
      .wrong_use();
}

}  // namespace

const std::vector<std::string>& synth_class_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (const synth::FormClass& form : synth::form_classes()) result.emplace_back(form.name);
    return result;
  }();
  return names;
}

std::unique_ptr<Dataset> make_synth(const SynthOptions& options) {
  check_range("number of images", options.images, 1, 100'000'000);
  check_range("size", options.size, 16, 512);
  check_range("number of classes", options.classes, 2, static_cast<Index>(synth_class_names().size()));
  return std::make_unique<Synth>(options);
}

}  // namespace seven
