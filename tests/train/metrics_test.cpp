#include "train/metrics.h"

#include <doctest.h>

#include <cmath>

#include "train/toy.h"

using namespace seven;

TEST_CASE("the rank of a label counts the classes that score higher") {
  const float logits[] = {0.5F, 2.0F, 0.5F, -1.0F, 3.0F, 2.0F};
  CHECK(rank_of(logits, 6, 4) == 0);
  CHECK(rank_of(logits, 6, 1) == 1);
  CHECK(rank_of(logits, 6, 5) == 2);  // equal to class 1, which has the lower number
  CHECK(rank_of(logits, 6, 0) == 3);
  CHECK(rank_of(logits, 6, 2) == 4);
  CHECK(rank_of(logits, 6, 3) == 5);
}

TEST_CASE("a label that scores NaN is last, and all equal scores are no lucky guess") {
  const float broken[] = {NAN, NAN, NAN};
  CHECK(rank_of(broken, 3, 0) == 2);
  CHECK(rank_of(broken, 3, 2) == 2);
  const float equal[] = {1.0F, 1.0F, 1.0F};
  CHECK(rank_of(equal, 3, 0) == 0);
  CHECK(rank_of(equal, 3, 2) == 2);
}

TEST_CASE("the top classes come most probable first, of equal ones the lower number, and never more than there are") {
  const float probabilities[] = {0.1F, 0.4F, 0.1F, 0.4F};
  const auto best = top_classes(probabilities, 4, 3);
  REQUIRE(best.size() == 3);
  CHECK(best[0].first == 1);
  CHECK(best[1].first == 3);
  CHECK(best[2].first == 0);
  CHECK(best[0].second == doctest::Approx(0.4));
  CHECK(top_classes(probabilities, 4, 9).size() == 4);
}

TEST_CASE("evaluation counts every image once, the last short batch included") {
  Net<float> net(toy::net(), 1);
  const toy::Stripes data(37, 2);
  LoaderOptions how;
  how.batch = 16;
  how.shuffle = false;
  Loader loader(data, how);
  const Score score = evaluate(net, loader);
  CHECK(score.images == 37);
  // The same by hand, one image at a time.
  double loss = 0.0;
  Index wrong = 0;
  how.batch = 1;
  Loader single(data, how);
  single.start(0);
  Batch batch;
  while (single.next(batch)) {
    const Tensor<float>& logits = net.forward(batch.images, {});
    loss += net.loss(batch.labels);
    for (Index c = 0; c < 3; ++c) {
      if (logits[c] > logits[batch.labels[0]]) {
        ++wrong;
        break;
      }
    }
  }
  CHECK(score.loss == doctest::Approx(loss / 37));
  CHECK(score.top1_error == doctest::Approx(static_cast<double>(wrong) / 37));
  CHECK(score.top5_error == 0.0);  // of three classes, all are among the first five
}
