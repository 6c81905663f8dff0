// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double relative_error(const double* a, const double* b, int n, double floor) {
  double largest = 0;
  for (int i = 0; i < n; i++) {
    double numerator = fabs(a[i] - b[i]);
    double denominator = fabs(a[i]) + fabs(b[i]);
    if (denominator < floor) denominator = floor;
    if (numerator / denominator > largest) largest = numerator / denominator;
  }
  return largest;
}
