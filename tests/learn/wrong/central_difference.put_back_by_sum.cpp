// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void central_difference(double* grad, double (*f)(const double* x, int n), double* x, int n, double h) {
  for (int i = 0; i < n; i++) {
    x[i] += h;
    grad[i] = f(x, n);
    x[i] -= 2 * h;
    grad[i] -= f(x, n);
    x[i] += h;
    grad[i] /= 2 * h;
  }
}
