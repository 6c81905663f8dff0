#include "data/loader.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <system_error>
#include <utility>

#include "core/error.h"
#include "core/philox.h"

namespace seven {

namespace {

std::string name_of(Index image) { return "image " + std::to_string(image) + " of the data set"; }

void check_count(const char* what, Index value, Index low, Index high) {
  if (value >= low && value <= high) return;
  throw Error(std::string("a loader's ") + what + " is out of range")
      .expected(std::to_string(low) + " to " + std::to_string(high))
      .got(std::to_string(value))
      .wrong_use();
}

void check_labels(const Dataset& dataset) {
  const auto classes = static_cast<Index>(dataset.class_names().size());
  for (Index n = 0; n < dataset.size(); ++n) {
    const Index label = dataset.label(n);
    if (label >= 0 && label < classes) continue;
    throw Error("a label is out of range")
        .where(name_of(n))
        .expected("0 to " + std::to_string(classes - 1) + ", the number of class names less one")
        .got(std::to_string(label));
  }
}

void check_mean(const Tensor<float>& mean, const Shape& image) {
  if (mean.size() == 0) return;
  if (mean.shape() != image && mean.shape() != Shape{image[0]}) {
    throw Error("a mean does not fit the images")
        .expected(image.str() + " or " + Shape{image[0]}.str())
        .got(mean.shape().str())
        .fix("take the mean of this data set")
        .wrong_use();
  }
  const auto bad = std::find_if(mean.span().begin(), mean.span().end(), [](float m) { return !std::isfinite(m); });
  if (bad != mean.span().end()) {
    throw Error("a mean holds a value that is not a number")
        .where("index " + std::to_string(bad - mean.span().begin()));
  }
}

// Gives a tensor its shape, with the memory it has if that fits. A tensor that was moved from has a shape but no
// memory.
template <class T>
void shape_to(Tensor<T>& tensor, const Shape& shape) {
  if (tensor.shape() != shape || tensor.data() == nullptr) tensor = Tensor<T>(shape);
}

}  // namespace

Loader::Loader(const Dataset& dataset, LoaderOptions options) : dataset_(dataset), options_(std::move(options)) {
  const Shape image = dataset_.image_shape();
  if (dataset_.size() < 1) throw Error("a data set is empty").expected("at least one image").got("none");
  if (image.rank() != 3 || image.size() < 1) {
    throw Error("a data set has no images to crop").expected("(C, H, W)").got(image.str());
  }
  check_count("batch size", options_.batch, 1, Index{1} << 30);
  check_count("crop", options_.crop, 0, std::min(image[1], image[2]));
  check_count("number of threads", options_.threads, 0, 1024);
  check_count("number of batches held ready", options_.prefetch, 1, 1024);
  if (options_.drop_last)
    check_count("batch size (the last, smaller one is dropped)", options_.batch, 1, dataset_.size());
  check_mean(options_.mean, image);
  check_labels(dataset_);

  params_.C = image[0];
  params_.H = image[1];
  params_.W = image[2];
  params_.h = options_.crop > 0 ? options_.crop : image[1];
  params_.w = options_.crop > 0 ? options_.crop : image[2];
  params_.top = (params_.H - params_.h) / 2;
  params_.left = (params_.W - params_.w) / 2;
  params_.mean_image = options_.mean.shape().rank() == 3;
  augment::check(params_, "a loader");
}

Loader::~Loader() { stop(); }

Index Loader::batches() const {
  const Index whole = dataset_.size() / options_.batch;
  return whole + (options_.drop_last || dataset_.size() % options_.batch == 0 ? 0 : 1);
}

void Loader::start(Index epoch, Index first_batch) {
  if (epoch < 0) throw Error("an epoch is below 0").got(std::to_string(epoch)).wrong_use();
  check_count("first batch", first_batch, 0, batches());
  stop();
  epoch_ = epoch;
  handed_out_ = claimed_ = released_ = first_batch;

  order_.resize(static_cast<std::size_t>(dataset_.size()));
  std::iota(order_.begin(), order_.end(), Index{0});
  if (options_.shuffle) {  // Fisher and Yates
    Random random(options_.seed, Purpose::shuffle, epoch);
    for (std::size_t i = order_.size() - 1; i > 0; --i) {
      std::swap(order_[i], order_[static_cast<std::size_t>(random.below(static_cast<Index>(i) + 1))]);
    }
  }

  const Index helpers = std::min<Index>(options_.threads, batches() - first_batch);
  slots_.clear();
  slots_.resize(static_cast<std::size_t>(options_.prefetch));
  try {
    for (Index t = 0; t < helpers; ++t) workers_.emplace_back([this] { work(); });
  } catch (const std::system_error& error) {
    if (workers_.empty())
      throw Error("a loader could not start a thread").got(error.what()).fix("ask for fewer threads");
  }  // fewer than asked for will do: the batches are the same
}

// Ends the workers, in the midst of a batch if need be.
void Loader::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  slot_free_.notify_all();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
  stopping_ = false;
}

bool Loader::next(Batch& out) {
  if (epoch_ < 0) throw Error("a loader was asked for a batch before it was started").fix("call start() first");
  if (handed_out_ >= batches()) return false;
  if (options_.threads == 0) {
    prepare(out, handed_out_);
    ++handed_out_;
    return true;
  }
  Slot& slot = slots_[static_cast<std::size_t>(handed_out_) % slots_.size()];
  {
    std::unique_lock lock(mutex_);
    slot_ready_.wait(lock, [&] { return slot.ready; });
    if (slot.error) std::rethrow_exception(slot.error);
    std::swap(out, slot.batch);  // the caller's old memory goes back into the ring
    slot.ready = false;
    released_ = ++handed_out_;
  }
  slot_free_.notify_one();
  return true;
}

// A worker: claims the next batch as soon as the slot for it is free, prepares it there without the lock, and says so.
void Loader::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto ring = static_cast<Index>(slots_.size());
    slot_free_.wait(lock, [&] { return stopping_ || claimed_ >= batches() || claimed_ < released_ + ring; });
    if (stopping_ || claimed_ >= batches()) return;
    const Index number = claimed_++;
    Slot& slot = slots_[static_cast<std::size_t>(number % ring)];
    lock.unlock();
    std::exception_ptr error;
    try {
      prepare(slot.batch, number);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    slot.error = error;
    slot.ready = true;
    slot_ready_.notify_one();
  }
}

void Loader::prepare(Batch& batch, Index number) const {
  const Index first = number * options_.batch;
  const Index n = std::min(options_.batch, dataset_.size() - first);
  const Shape image = image_shape();
  shape_to(batch.images, {n, image[0], image[1], image[2]});
  shape_to(batch.labels, {n});
  batch.indices.assign(order_.begin() + first, order_.begin() + first + n);
  batch.first = first;
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(dataset_.image_shape().size()));
  for (Index i = 0; i < n && !stopping_; ++i) {
    const Index index = batch.indices[static_cast<std::size_t>(i)];
    prepare_image(batch.images.data() + i * image.size(), pixels.data(), index);
    batch.labels[i] = dataset_.label(index);
  }
}

void Loader::prepare_image(float* out, std::uint8_t* pixels, Index image) const {
  try {
    dataset_.pixels(image, pixels);
  } catch (Error& error) {
    throw error.where(name_of(image));
  } catch (const std::exception& error) {
    throw Error("an image could not be read").where(name_of(image)).got(error.what());
  }
  augment::Params params = params_;
  if (options_.random_crop) {
    Random random(options_.seed, Purpose::crop, epoch_, image);
    params.top = random.below(params_.H - params_.h + 1);
    params.left = random.below(params_.W - params_.w + 1);
  }
  if (options_.flip) params.flip = Random(options_.seed, Purpose::flip, epoch_, image).below(2) == 1;
  augment::crop_flip(out, pixels, options_.mean.size() > 0 ? options_.mean.data() : nullptr, params);
}

}  // namespace seven
