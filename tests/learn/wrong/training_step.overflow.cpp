// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double training_step(float* w, float* b, const float* x, const int* labels, int N, int C, int K, float rate) {
  std::vector<double> p(N * K);
  double loss = 0;
  for (int n = 0; n < N; n++) {
    double sum = 0;
    for (int k = 0; k < K; k++) {
      double z = b[k];
      for (int c = 0; c < C; c++) z += (double)w[k * C + c] * x[n * C + c];
      p[n * K + k] = std::exp(z);
      sum += std::exp(z);
    }
    for (int k = 0; k < K; k++) p[n * K + k] /= sum;
    loss -= std::log(p[n * K + labels[n]]);
    p[n * K + labels[n]] -= 1;
  }
  for (int n = 0; n < N; n++)
    for (int k = 0; k < K; k++) {
      for (int c = 0; c < C; c++) w[k * C + c] -= rate * p[n * K + k] * x[n * C + c] / N;
      b[k] -= rate * p[n * K + k] / N;
    }
  return loss / N;
}
