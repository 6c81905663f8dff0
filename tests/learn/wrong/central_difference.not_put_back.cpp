// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void central_difference(double* grad, double (*f)(const double* x, int n), double* x, int n, double h) {
  for (int i = 0; i < n; i++) {
    x[i] = x[i] + h;
    double f1 = f(x, n);
    x[i] = x[i] - 2 * h;
    double f2 = f(x, n);
    grad[i] = (f1 - f2) / (2 * h);
  }
}
