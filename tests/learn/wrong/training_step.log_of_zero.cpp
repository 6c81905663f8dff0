// A student's wrong answer: the mistake named in the file's name has to be recognised.
#include "exercise.h"

static void softmax(std::vector<float>& z) {
  float top = z[0], sum = 0;
  for (float each : z) top = std::max(top, each);
  for (float& each : z) {
    each = std::exp(each - top);
    sum += each;
  }
  for (float& each : z) each /= sum;
}

double training_step(float* w, float* b, const float* x, const int* labels, int N, int C, int K, float rate) {
  std::vector<float> dw(K * C), db(K);
  double loss = 0;
  for (int n = 0; n < N; n++) {
    std::vector<float> p(b, b + K);
    for (int k = 0; k < K; k++)
      for (int c = 0; c < C; c++) p[k] += w[k * C + c] * x[n * C + c];
    softmax(p);
    loss += -std::log(p[labels[n]]) / N;
    p[labels[n]] -= 1;
    for (int k = 0; k < K; k++) {
      db[k] += p[k] / N;
      for (int c = 0; c < C; c++) dw[k * C + c] += p[k] * x[n * C + c] / N;
    }
  }
  for (int k = 0; k < K; k++) {
    b[k] -= rate * db[k];
    for (int c = 0; c < C; c++) w[k * C + c] -= rate * dw[k * C + c];
  }
  return loss;
}
