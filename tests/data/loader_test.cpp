#include "data/loader.h"

#include <doctest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "core/compare.h"
#include "data/small_dataset.h"
#include "support/message.h"

using namespace seven;

namespace {

LoaderOptions training(int threads) {
  LoaderOptions options;
  options.batch = 16;
  options.crop = 6;
  options.random_crop = true;
  options.flip = true;
  options.seed = 7;
  options.threads = threads;
  options.mean = Tensor<float>(Shape{3});
  options.mean.fill(100.5F);
  return options;
}

std::vector<Batch> rest(Loader& loader) {
  std::vector<Batch> batches(1);
  while (loader.next(batches.back())) batches.emplace_back();
  batches.pop_back();
  return batches;
}

std::vector<Batch> epoch(const Dataset& data, LoaderOptions options, Index number, Index first = 0) {
  Loader loader(data, std::move(options));
  loader.start(number, first);
  return rest(loader);
}

bool same(const Batch& a, const Batch& b) {
  return a.images.shape() == b.images.shape() && compare<float, float>(a.images.span(), b.images.span(), {}).passed &&
         std::equal(a.labels.span().begin(), a.labels.span().end(), b.labels.span().begin(), b.labels.span().end()) &&
         a.indices == b.indices && a.first == b.first;
}

bool same(const std::vector<Batch>& a, const std::vector<Batch>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Batch& x, const Batch& y) { return same(x, y); });
}

std::vector<Index> order(const std::vector<Batch>& batches) {
  std::vector<Index> images;
  for (const Batch& batch : batches) images.insert(images.end(), batch.indices.begin(), batch.indices.end());
  return images;
}

}  // namespace

TEST_CASE("batches are the same bit for bit with any number of threads and slots") {
  const SmallDataset data(103, {3, 8, 8});
  const std::vector<Batch> expected = epoch(data, training(0), 3);
  REQUIRE(expected.size() == 7);
  for (const int threads : {1, 2, 3, 16}) {
    for (const int prefetch : {1, 2, 5, 100}) {
      LoaderOptions options = training(threads);
      options.prefetch = prefetch;
      CAPTURE(threads);
      CAPTURE(prefetch);
      CHECK(same(epoch(data, options, 3), expected));
    }
  }
}

TEST_CASE("an epoch hands out each image once, in an order of its own") {
  const SmallDataset data(103, {1, 4, 4});
  LoaderOptions options;
  options.batch = 10;
  const std::vector<Index> first = order(epoch(data, options, 0));
  const std::vector<Index> second = order(epoch(data, options, 1));
  CHECK(std::set<Index>(first.begin(), first.end()).size() == 103);
  CHECK(first.size() == 103);
  CHECK(*std::max_element(first.begin(), first.end()) == 102);
  CHECK(first != second);
  CHECK(!std::is_sorted(first.begin(), first.end()));
  options.seed = 1;
  CHECK(order(epoch(data, options, 0)) != first);
}

TEST_CASE("each image comes first about as often as any other") {
  const SmallDataset data(10, {1, 1, 1});
  LoaderOptions options;
  options.batch = 1;
  options.threads = 0;
  std::vector<int> firsts(10);
  Loader loader(data, options);
  Batch batch;
  for (Index number = 0; number < 2000; ++number) {
    loader.start(number);
    REQUIRE(loader.next(batch));
    ++firsts[static_cast<std::size_t>(batch.indices[0])];
  }
  // 200 expected, standard deviation 13.4: five of them.
  for (const int count : firsts) CHECK(std::abs(count - 200) < 68);
}

TEST_CASE("an epoch resumed in its middle continues as if it had not been left") {
  const SmallDataset data(103, {3, 8, 8});
  const std::vector<Batch> whole = epoch(data, training(2), 5);
  for (const Index first : {1, 3, 6, 7}) {
    std::vector<Batch> expected(whole.begin() + first, whole.end());
    CHECK(same(epoch(data, training(2), 5, first), expected));
  }
}

TEST_CASE("evaluation: the centre crop, in the order of the data set, labels and all") {
  const SmallDataset data(5, {2, 5, 7});
  LoaderOptions options;
  options.batch = 3;
  options.crop = 3;
  options.shuffle = false;
  const std::vector<Batch> batches = epoch(data, options, 0);
  REQUIRE(batches.size() == 2);
  CHECK(batches[0].images.shape() == Shape{3, 2, 3, 3});
  CHECK(batches[1].images.shape() == Shape{2, 2, 3, 3});
  CHECK(batches[1].first == 3);
  CHECK(order(batches) == std::vector<Index>{0, 1, 2, 3, 4});
  for (const Batch& batch : batches) {
    const float* at = batch.images.data();
    for (std::size_t i = 0; i < batch.indices.size(); ++i) {
      const Index n = batch.indices[i];
      CHECK(batch.labels[static_cast<Index>(i)] == n % 3);
      for (Index c = 0; c < 2; ++c) {
        for (Index y = 0; y < 3; ++y) {
          for (Index x = 0; x < 3; ++x) {
            REQUIRE(*at++ == static_cast<float>(SmallDataset::pixel(n, (c * 5 + y + 1) * 7 + x + 2)));
          }
        }
      }
    }
  }
}

TEST_CASE("random crops reach every place, flips are one in two, and both follow from epoch and image") {
  // One row, one column and one corner that are told apart: the image is its own coordinates.
  struct Coordinates : SmallDataset {
    Coordinates() : SmallDataset(400, {1, 4, 4}) {}
    void pixels(Index, std::uint8_t* out) const override {
      for (Index i = 0; i < 16; ++i) out[i] = static_cast<std::uint8_t>(i);
    }
  };
  const Coordinates data;
  LoaderOptions options = training(2);
  options.crop = 2;
  options.mean = Tensor<float>();
  std::set<float> corners;
  int flips = 0;
  for (const Batch& batch : epoch(data, options, 0)) {
    for (Index i = 0; i < batch.labels.size(); ++i) {
      const float left = batch.images[i * 4];
      const float right = batch.images[i * 4 + 1];
      if (left > right) ++flips;
      corners.insert(std::min(left, right));
    }
  }
  CHECK(corners == std::set<float>{0, 1, 2, 4, 5, 6, 8, 9, 10});
  CHECK(std::abs(flips - 200) < 50);  // standard deviation 10

  // The same image in the same epoch looks the same, wherever the order puts it; in another epoch it may not.
  options.batch = 400;
  const Batch shuffled = epoch(data, options, 0).front();
  const Batch later = epoch(data, options, 1).front();
  options.shuffle = false;
  const Batch sorted = epoch(data, options, 0).front();
  int changed = 0;
  for (Index i = 0; i < 400; ++i) {
    const Index n = shuffled.indices[static_cast<std::size_t>(i)];
    CHECK(shuffled.images[i * 4] == sorted.images[n * 4]);
    if (later.images[i * 4] != sorted.images[later.indices[static_cast<std::size_t>(i)] * 4]) ++changed;
  }
  CHECK(changed > 300);  // 17 in 18 expected
}

TEST_CASE("a mean image is subtracted where the crop is") {
  const SmallDataset data(4, {3, 8, 8});
  LoaderOptions options = training(1);
  options.mean = Tensor<float>(Shape{3, 8, 8});
  for (Index i = 0; i < options.mean.size(); ++i) options.mean[i] = static_cast<float>(SmallDataset::pixel(2, i));
  const Batch batch = epoch(data, options, 0).front();
  const auto at = std::find(batch.indices.begin(), batch.indices.end(), 2) - batch.indices.begin();
  for (Index i = 0; i < 3 * 6 * 6; ++i) CHECK(batch.images[at * 3 * 6 * 6 + i] == 0.0F);
}

TEST_CASE("the last batch is short, or left out") {
  const SmallDataset data(10, {1, 2, 2});
  LoaderOptions options;
  options.batch = 4;
  CHECK(Loader(data, options).batches() == 3);
  CHECK(epoch(data, options, 0).back().labels.size() == 2);
  options.drop_last = true;
  CHECK(Loader(data, options).batches() == 2);
  CHECK(epoch(data, options, 0).size() == 2);
  options.batch = 11;
  CHECK(contains(message_of([&] { Loader(data, options); }), "1 to 10"));
  options.drop_last = false;
  CHECK(epoch(data, options, 0).size() == 1);
  options.batch = 5;
  CHECK(Loader(data, options).batches() == 2);
}

TEST_CASE("more threads than batches and than images") {
  const SmallDataset data(3, {1, 2, 2});
  LoaderOptions options;
  options.threads = 40;
  options.batch = 2;
  CHECK(order(epoch(data, options, 0)).size() == 3);
}

TEST_CASE("a batch's memory is handed back and forth, even after it was moved away") {
  const SmallDataset data(64, {1, 2, 2});
  for (const int threads : {0, 2}) {
    LoaderOptions options;
    options.batch = 4;
    options.threads = threads;
    Loader loader(data, options);
    loader.start(0);
    Batch batch;
    std::vector<Batch> kept;
    std::set<Index> images;
    while (loader.next(batch)) {
      images.insert(batch.indices.begin(), batch.indices.end());
      kept.push_back(std::move(batch));
    }
    CHECK(images.size() == 64);
    for (const Batch& old : kept) {
      for (std::size_t i = 0; i < 4; ++i) {
        REQUIRE(old.images[static_cast<Index>(i) * 4] == static_cast<float>(SmallDataset::pixel(old.indices[i], 0)));
      }
    }
  }
}

TEST_CASE("an image that cannot be read is named when its turn comes, again and again, and start() recovers") {
  SmallDataset data(40, {1, 2, 2});
  data.broken = 21;
  for (const int threads : {0, 1, 3}) {
    LoaderOptions options;
    options.batch = 4;
    options.shuffle = false;
    options.threads = threads;
    Loader loader(data, options);
    Batch batch;
    for (int round = 0; round < 2; ++round) {
      loader.start(round);
      for (int i = 0; i < 5; ++i) REQUIRE(loader.next(batch));  // images 0 to 19
      for (int again = 0; again < 2; ++again) {
        const std::string message = message_of([&] { loader.next(batch); });
        CHECK(contains(message, "a picture is damaged"));
        CHECK(contains(message, "picture.jpg"));
        CHECK(contains(message, "image 21 of the data set"));
      }
    }
    loader.start(2, 6);
    CHECK(rest(loader).size() == 4);
  }
}

TEST_CASE("errors of another type name the image too") {
  struct Odd : SmallDataset {
    Odd() : SmallDataset(4, {1, 2, 2}) {}
    void pixels(Index, std::uint8_t*) const override { throw std::out_of_range("odd"); }
  };
  const Odd data;
  LoaderOptions options;
  options.batch = 1;
  options.shuffle = false;
  const std::string message = message_of([&] { epoch(data, options, 0); });
  CHECK(contains(message, "odd"));
  CHECK(contains(message, "image 0 of the data set"));
}

TEST_CASE("a loader can be left or started again at any moment") {
  const SmallDataset data(300, {3, 8, 8});
  const std::vector<Batch> expected = epoch(data, training(0), 1);
  Loader loader(data, training(3));
  Batch batch;
  for (Index taken = 0; taken < 6; ++taken) {
    loader.start(0);
    for (Index i = 0; i < taken; ++i) REQUIRE(loader.next(batch));
  }
  loader.start(1);
  CHECK(same(rest(loader), expected));
  CHECK(!loader.next(batch));
  CHECK(!loader.next(batch));
  loader.start(1);
  for (int i = 0; i < 50; ++i) {
    Loader left(data, training(2));
    if (i % 2 == 0) left.start(0);
  }
}

TEST_CASE("options that do not fit are wrong use") {
  const SmallDataset data(10, {3, 8, 6});
  const auto refused = [&](const char* part, auto change) {
    LoaderOptions options = training(1);
    change(options);
    int code = 0;
    const std::string message = message_of([&] { Loader(data, options); }, &code);
    CHECK_MESSAGE(contains(message, part), message);
    CHECK(code == 2);
  };
  refused("batch size", [](LoaderOptions& o) { o.batch = 0; });
  refused("batch size", [](LoaderOptions& o) { o.batch = -128; });
  refused("0 to 6", [](LoaderOptions& o) { o.crop = 7; });
  refused("crop", [](LoaderOptions& o) { o.crop = -1; });
  refused("threads", [](LoaderOptions& o) { o.threads = -1; });
  refused("held ready", [](LoaderOptions& o) { o.prefetch = 0; });
  refused("(3, 8, 6) or (3)", [](LoaderOptions& o) { o.mean = Tensor<float>(Shape{1}); });
  refused("(3, 6, 6)", [](LoaderOptions& o) { o.mean = Tensor<float>(Shape{3, 6, 6}); });

  Loader loader(data, training(1));
  Batch batch;
  CHECK(contains(message_of([&] { loader.next(batch); }), "start()"));
  CHECK(contains(message_of([&] { loader.start(-1); }), "epoch"));
  CHECK(contains(message_of([&] { loader.start(0, 2); }), "0 to 1"));
}

TEST_CASE("data that cannot be loaded is an error: none, a mean that is NaN, a label without a class") {
  const SmallDataset data(10, {3, 8, 8});
  CHECK(contains(message_of([] { Loader(SmallDataset(0, {3, 8, 8}), {}); }), "empty"));
  CHECK(contains(message_of([] { Loader(SmallDataset(2, {3, 0, 8}), {}); }), "(3, 0, 8)"));
  LoaderOptions options = training(1);
  options.mean[1] = std::numeric_limits<float>::quiet_NaN();
  CHECK(contains(message_of([&] { Loader(data, options); }), "index 1"));
  for (const Index label : {-1, 3}) {
    SmallDataset wrong(10, {3, 8, 8});
    wrong.mislabelled = 9;
    wrong.wrong_label = label;
    const std::string message = message_of([&] { Loader(wrong, training(1)); });
    CHECK(contains(message, "image 9"));
    CHECK(contains(message, "0 to 2"));
  }
}
