// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double top_k_error(const float* scores, const int* labels, int N, int C, int k) {
  int errors = 0;
  for (int n = 0; n < N; n++) {
    float mine = scores[n * C + labels[n]];
    int place = 0;
    for (int c = 0; c < C; c++) {
      float other = scores[n * C + c];
      if (c < labels[n] && !(other < mine)) place++;
      if (c > labels[n] && !(other <= mine)) place++;
    }
    errors += place >= k;
  }
  return errors / N;
}
