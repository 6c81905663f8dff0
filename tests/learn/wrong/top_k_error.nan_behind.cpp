// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double top_k_error(const float* scores, const int* labels, int N, int C, int k) {
  double errors = 0;
  for (int n = 0; n < N; n++) {
    const float* row = scores + n * C;
    int better = 0;
    for (int c = 0; c < C; c++) {
      if (row[c] > row[labels[n]]) better++;
      if (row[c] == row[labels[n]] && c < labels[n]) better++;
    }
    if (better >= k) errors++;
  }
  return errors / N;
}
