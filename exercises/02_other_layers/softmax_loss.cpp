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
  // TODO(you): probabilities and loss, safe from overflow (about 12 lines)
  todo("write the probabilities and return the mean loss");
}
