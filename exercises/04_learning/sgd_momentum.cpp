// One step of stochastic gradient descent with momentum and weight decay, as in the AlexNet paper, section 5:
//
//   v = momentum * v - decay * rate * w - rate * g
//   w = w + v
//
// for each of the `size` weights. g is the gradient of the loss, rate the learning rate. v, the velocity, remembers the
// steps before: it belongs to w from step to step, so you change both in place. g is only read.
#include "exercise.h"

void sgd_momentum(float* w,        // (size)
                  float* v,        // (size)
                  const float* g,  // (size)
                  int size, float rate, float momentum, float decay) {
  // TODO(you): the new velocity, then the new weight (about 4 lines)
  todo("change v and w by one step");
}
