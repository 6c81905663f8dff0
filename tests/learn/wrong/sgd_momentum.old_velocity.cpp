// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void sgd_momentum(float* w, float* v, const float* g, int size, float rate, float momentum, float decay) {
  std::vector<float> next(size);
  for (int i = 0; i < size; i++) next[i] = momentum * v[i] - rate * (decay * w[i] + g[i]);
  for (int i = 0; i < size; i++) w[i] += v[i];
  for (int i = 0; i < size; i++) v[i] = next[i];
}
