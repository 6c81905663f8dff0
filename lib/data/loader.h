// Loader: batches of a data set, shuffled, cropped, flipped and freed of their mean by worker threads while the network
// computes. What comes out does not depend on the number of threads: not the order, not a bit.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/tensor.h"
#include "data/dataset.h"
#include "ops/augment/augment.h"

namespace seven {

struct LoaderOptions {
  Index batch = 128;
  Index crop = 0;            // side of the square crop; 0: the whole image
  bool random_crop = false;  // false: the centre
  bool flip = false;         // mirror every other image, at random
  bool shuffle = true;       // a new order each epoch; false: that of the data set
  bool drop_last = false;    // leave out the last batch if it is not full
  std::uint64_t seed = 0;
  int threads = 2;     // workers; 0: batches are prepared in next(), by its caller
  int prefetch = 4;    // batches held ready
  Tensor<float> mean;  // subtracted: (C, H, W), (C), or empty for none (data/mean.h)
};

struct Batch {
  Tensor<float> images;        // (n, C, h, w), in grey levels less the mean
  Tensor<Index> labels;        // (n)
  std::vector<Index> indices;  // which image of the data set each one is
  Index first = 0;             // the place of the first one in the epoch's order
};

class Loader {
 public:
  // The data set must outlive the loader. Throws Error (wrong use) for options that do not fit it, and Error for an
  // empty data set and for a label without a class name.
  Loader(const Dataset& dataset, LoaderOptions options);
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  // Begins an epoch at batch `first_batch`, whatever has become of the one before. The batches are those that an epoch
  // begun at 0 has from there on: order, crops and flips follow from the seed, the epoch and the image alone.
  void start(Index epoch, Index first_batch = 0);

  // Hands out the next batch; its memory may be taken from what `out` held. False at the end of the epoch. If an image
  // could not be read, throws its Error with the image's number when its batch's turn comes, and from then on at each
  // call until start().
  bool next(Batch& out);

  [[nodiscard]] Index batches() const;                                                   // in an epoch
  [[nodiscard]] Shape image_shape() const { return {params_.C, params_.h, params_.w}; }  // of a batch's images

 private:
  // A place in the ring; batch b is prepared in slot b modulo the number of slots.
  struct Slot {
    Batch batch;
    std::exception_ptr error;
    bool ready = false;
  };

  void prepare(Batch& batch, Index number) const;
  void prepare_image(float* out, std::uint8_t* pixels, Index image) const;
  void work();
  void stop();

  const Dataset& dataset_;
  LoaderOptions options_;
  augment::Params params_;
  std::vector<Index> order_;  // of the present epoch
  Index epoch_ = -1;
  Index handed_out_ = 0;  // the next batch to hand out

  // Shared with the workers, under `mutex_`.
  std::mutex mutex_;
  std::condition_variable slot_free_;
  std::condition_variable slot_ready_;
  std::vector<Slot> slots_;
  Index claimed_ = 0;                   // the next batch for a worker to prepare
  Index released_ = 0;                  // batches below this have left the ring
  std::atomic<bool> stopping_ = false;  // also read between images, without the lock
  std::vector<std::thread> workers_;
};

}  // namespace seven
