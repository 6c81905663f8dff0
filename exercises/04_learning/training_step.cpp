// One whole training step of the smallest net there is: a linear layer, softmax and log loss (softmax regression).
//
//   forward    z[n,k] = b[k] + sum over c of w[k,c] * x[n,c]
//              p[n,k] = exp(z[n,k]) / sum over j of exp(z[n,j])
//   loss       the mean over n of -log p[n, labels[n]]
//   backward   grad_z[n,k] = (p[n,k] - (1 if k is labels[n], else 0)) / N
//              grad_w[k,c] = sum over n of grad_z[n,k] * x[n,c]
//              grad_b[k]   = sum over n of grad_z[n,k]
//   update     w = w - rate * grad_w
//              b = b - rate * grad_b
//
// All images see the same w and b: those that you were given. You change w and b in place, and return the loss as it
// was before the update. Logits z may be in the thousands: nothing may overflow, and the loss of finite logits is
// finite, even where a probability is too small for its type. x and labels are only read. Each label is from 0 to
// K - 1.
#include "exercise.h"

double training_step(float* w,           // (K, C)
                     float* b,           // (K)
                     const float* x,     // (N, C)
                     const int* labels,  // (N)
                     int N, int C, int K, float rate) {
  // TODO(you): forward, loss, backward, update (about 30 lines)
  todo("do one step of training and return the loss before it");
}
