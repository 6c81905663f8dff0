// Labels for checks: every class turns up, in no simple order.
#pragma once

#include "learn/check.h"

namespace seven::learn {

// N labels from 0 to C - 1, not to be changed.
inline Array<int> input_labels(Check& check, Index N, Index C) {
  auto labels = check.input<int>("labels", {N}, "n");
  for (Index n = 0; n < N; ++n) labels[n] = as_int((7 * labels[n] + n) % C);
  return labels;
}

}  // namespace seven::learn
