// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double top_k_error(const float* scores, const int* labels, int N, int C, int k) {
  double right = 0;
  for (int n = 0; n < N; n++) {
    int higher = 0;
    for (int c = 0; c < C; c++)
      if (scores[n * C + c] > scores[n * C + labels[n]]) higher++;
    if (higher < k) right++;
  }
  return 1 - right / N;
}
