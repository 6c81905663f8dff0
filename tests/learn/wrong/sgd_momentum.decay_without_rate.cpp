// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void sgd_momentum(float* w, float* v, const float* g, int size, float rate, float momentum, float decay) {
  for (int i = 0; i < size; i++) {
    v[i] = momentum * v[i] - (decay * w[i] + rate * g[i]);
    w[i] += v[i];
  }
}
