// Softmax and its loss: scores become probabilities, and the loss is small if the right class has a large one.
//
//   y[n,c] = exp(x[n,c]) / sum over d of exp(x[n,d])
//   loss   = the mean over n of  -log(y[n, labels[n]])
//
// x holds a score for each of C classes, labels the right class of each of N images, 0 to C - 1. log is the natural
// logarithm. You return the loss.
//
// Scores may be large: exp(100) is more than a float can hold, exp(1000) more than a double. And y of the right class
// may be too small for a float, so that it is 0 and its logarithm infinite. Yet y and loss have to be right and finite.
//
// You write every element of y; what stands there beforehand means nothing. x and labels are only read.
#include "exercise.h"

float softmax_loss(float* y,           // (N, C)
                   const float* x,     // (N, C)
                   const int* labels,  // (N)
                   int N, int C) {
  float loss = 0.0f;
  for (int n = 0; n < N; ++n) {
    const float* row = x + n * C;
    // Taking the same number off all scores of a row divides numerator and sum by the same factor: y stays as it is.
    // With the largest taken off, exp is at most 1 and the sum at least 1.
    const float largest = *std::max_element(row, row + C);
    float sum = 0.0f;
    for (int c = 0; c < C; ++c) {
      y[n * C + c] = std::exp(row[c] - largest);
      sum += y[n * C + c];
    }
    for (int c = 0; c < C; ++c) y[n * C + c] /= sum;
    // -log(exp(score - largest) / sum), worked out on paper: nothing can become 0 on the way.
    const float score = row[labels[n]];
    loss += std::log(sum) + (largest - score);
  }
  return loss / static_cast<float>(N);
}
