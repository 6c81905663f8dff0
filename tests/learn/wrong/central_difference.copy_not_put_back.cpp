// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void central_difference(double* grad, double (*f)(const double* x, int n), double* x, int n, double h) {
  std::vector<double> left, right;
  for (int i = 0; i < n; i++) left.push_back(x[i]);
  for (int i = 0; i < n; i++) {
    double value = x[i];
    left[i] = value + h;
    double a = f(&left[0], n);
    left[i] = value - h;
    double b = f(&left[0], n);
    grad[i] = (a - b) / h / 2;
  }
}
