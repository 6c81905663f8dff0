// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void central_difference(double* grad, double (*f)(const double* x, int n), double* x, int n, double h) {
  double here = f(x, n);
  int i = 0;
  while (i < n) {
    double old = x[i];
    x[i] += h;
    grad[i] = (f(x, n) - here) / h;
    x[i] = old;
    i++;
  }
}
