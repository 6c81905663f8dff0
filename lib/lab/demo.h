// What a trained net makes of held-out pictures, gathered for a report.
#pragma once

#include "data/dataset.h"
#include "inspect/report.h"
#include "nn/net.h"
#include "train/trainer.h"

namespace seven {

// Runs the net over the held-out set and fills in everything of the report that follows from net, data and epochs: the
// figures, curves, first-layer filters, the layers, the confusion matrix, and one prediction a class and more, the
// wrong ones among them first. `mean` is what the net's inputs are freed of. The caller adds machine, date and command.
DemoReport examine(Net<float>& net, const Dataset& held_out, const Tensor<float>& mean,
                   const std::vector<EpochResult>& epochs);

}  // namespace seven
