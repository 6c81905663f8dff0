// A dot product in eight lanes, as a vector register adds it up.
//
// A single sum has to wait for each of its additions. A vector of eight sums does not: lane l adds up the products of
// the elements l, l + 8, l + 16, ... in this order, each sum starting from 0. At the end the eight sums are added in
// the order of their lanes, 0 to 7, again starting from 0.
//
// n need not be a multiple of 8: the elements left over go into lanes 0, 1, ... as if the row went on.
//
// The result has to be this sum to the last bit: floating-point addition depends on the order. x and y are only read.
#include "exercise.h"

float dot_lanes(const float* x,  // (n)
                const float* y,  // (n)
                int n) {
  float lane[8] = {};
  int i = 0;
  for (; i + 8 <= n; i += 8)
    for (int l = 0; l < 8; ++l) lane[l] += x[i + l] * y[i + l];
  for (int l = 0; i + l < n; ++l) lane[l] += x[i + l] * y[i + l];
  float sum = 0.0f;
  for (int l = 0; l < 8; ++l) sum += lane[l];
  return sum;
}
