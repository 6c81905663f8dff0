// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double relative_error(const double* a, const double* b, int n, double floor) {
  double max = -1;
  for (int i = 0; i < n; i++) {
    double d = std::abs(a[i] - b[i]) / std::max(floor, std::abs(a[i]) + std::abs(b[i]));
    if (d <= max) continue;
    max = d;
  }
  return max;
}
