// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double top_k_error(const float* scores, const int* labels, int N, int C, int k) {
  int errors = 0;
  for (int n = 0; n < N; n++) {
    const float* row = &scores[n * C];
    std::vector<bool> taken(C);
    bool found = false;
    for (int round = 0; round < std::min(k, C); round++) {  // the best of those that are left, k times
      int best = -1;
      for (int c = 0; c < C; c++)
        if (!taken[c] && (best < 0 || row[c] > row[best])) best = c;
      taken[best] = true;
      if (best == labels[n]) found = true;
    }
    if (!found) errors++;
  }
  return (double)errors / N;
}
