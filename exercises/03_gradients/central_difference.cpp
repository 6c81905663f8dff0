// The centred difference: the slope of a function in each direction, from its values alone.
//
//   grad[i] = (f(x + h e_i) - f(x - h e_i)) / (2 h)      for each i from 0 to n - 1
//
// e_i is 1 at place i and 0 elsewhere: only element i is moved, by h up and by h down. f is called as f(x, n).
//
// You write every element of grad; what stands there beforehand means nothing. You may change x while you work, but
// when you return it must be as it was, to the last bit. You may assume: n is 1 or more, h is above 0.
#include "exercise.h"

void central_difference(double* grad,                         // (n)
                        double (*f)(const double* x, int n),  // any function of n numbers
                        double* x,                            // (n)
                        int n, double h) {
  // TODO(you): move one element at a time, and take the slope between the two values of f (about 8 lines)
  todo("fill grad with the slope of f in each of its n directions");
}
