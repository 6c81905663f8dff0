// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double learning_rate(double base, double factor, const int* drops, int count, int epoch) {
  int i = 0;
  while (i < count && drops[i] < epoch) i++;
  return base / std::pow(factor, i);
}
