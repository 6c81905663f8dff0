// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double learning_rate(double base, double factor, const int* drops, int count, int epoch) {
  for (int i = 0; i < count; i++)
    if (drops[i] <= epoch) return base / factor;
  return base;
}
