// Backward through softmax and log loss together.
//
// Forward turned the logits z into probabilities p, and the loss of the batch is the mean over its N images of
// -log p[n, labels[n]]. You find the gradient of that mean with respect to the logits:
//
//   grad_z[n,c] = (p[n,c] - (1 if c is labels[n], else 0)) / N
//
// All arrays are row-major. You write every element of grad_z; what stands there beforehand means nothing. p and labels
// are only read. Each label is from 0 to C - 1.
#include "exercise.h"

void softmax_loss_backward(float* grad_z,      // (N, C)
                           const float* p,     // (N, C), each row sums to 1
                           const int* labels,  // (N)
                           int N, int C) {
  for (int n = 0; n < N; ++n)
    for (int c = 0; c < C; ++c) {
      const float wanted = c == labels[n] ? 1.0f : 0.0f;  // the right class should have all of the probability
      grad_z[n * C + c] = (p[n * C + c] - wanted) / N;
    }
}
