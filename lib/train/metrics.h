// How good a net is on a data set: loss, top-1 and top-5 error.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "data/loader.h"
#include "nn/net.h"

namespace seven {

struct Score {
  double loss = 0.0;        // mean log loss, in nats
  double top1_error = 0.0;  // 0 to 1
  double top5_error = 0.0;  // 0 to 1; 0 for nets of five classes or fewer
  Index images = 0;
  std::string not_finite = {};  // if the loss is no finite number: where that was first seen, Net::first_not_finite
};

// How many classes score higher than the label: 0 means right, below 5 means among the first five. Of two equal scores
// the class with the lower number ranks higher. If the label's score is NaN, all others rank higher.
Index rank_of(const float* logits, Index classes, Index label);

// The `count` classes of the highest probability (all, if there are fewer), most probable first; of equal ones the
// lower number first.
std::vector<std::pair<Index, double>> top_classes(const float* probabilities, Index classes, Index count);

// Runs the net (dropout off) over one epoch of the loader, which should neither shuffle nor augment.
Score evaluate(Net<float>& net, Loader& loader);

}  // namespace seven
