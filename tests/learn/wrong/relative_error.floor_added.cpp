// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

static double one(double a, double b, double floor) { return std::fabs(a - b) / (std::fabs(a) + std::fabs(b) + floor); }

double relative_error(const double* a, const double* b, int n, double floor) {
  double result = 0;
  for (int i = 0; i < n; i++) {
    double error = one(a[i], b[i], floor);
    if (error != error) return error;
    if (error > result) result = error;
  }
  return result;
}
