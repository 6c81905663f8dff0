// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

void central_difference(double* grad, double (*f)(const double* x, int n), double* x, int n, double h) {
  std::vector<double> y(x, x + n);
  for (int i = 0; i < n; i++) {
    float plus, minus;
    y[i] = x[i] + h;
    plus = f(y.data(), n);
    y[i] = x[i] - h;
    minus = f(y.data(), n);
    y[i] = x[i];
    grad[i] = (plus - minus) / (2 * h);
  }
}
