// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double learning_rate(double base, double factor, const int* drops, int count, int epoch) {
  double divisor = 0;
  for (int i = 0; i < count; i++)
    if (drops[i] <= epoch) divisor += factor;
  if (divisor == 0) return base;
  return base / divisor;
}
