// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

double training_step(float* w, float* b, const float* x, const int* labels, int N, int C, int K, float rate) {
  double loss = 0;
  for (int n = 0; n < N; n++) {
    const float* image = x + n * C;
    std::vector<double> z(K);
    double top = -1e30, sum = 0;
    for (int k = 0; k < K; k++) {
      z[k] = b[k];
      for (int c = 0; c < C; c++) z[k] += w[k * C + c] * image[c];
      top = std::max(top, z[k]);
    }
    for (int k = 0; k < K; k++) sum += std::exp(z[k] - top);
    loss += top + std::log(sum) - z[labels[n]];
    for (int k = 0; k < K; k++) {
      double g = std::exp(z[k] - top) / sum - (labels[n] == k);
      b[k] -= rate * g / N;
      for (int c = 0; c < C; c++) w[k * C + c] -= rate * g * image[c] / N;
    }
  }
  return loss / N;
}
