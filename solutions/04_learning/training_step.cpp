// One whole training step of the smallest net there is: a linear layer, softmax and log loss (softmax regression).
//
//   forward    z[n,k] = b[k] + sum over c of w[k,c] * x[n,c]
//              p[n,k] = exp(z[n,k]) / sum over j of exp(z[n,j])
//   loss       the mean over n of -log p[n, labels[n]]
//   backward   grad_z[n,k] = (p[n,k] - (1 if k is labels[n], else 0)) / N
//              grad_w[k,c] = sum over n of grad_z[n,k] * x[n,c]
//              grad_b[k]   = sum over n of grad_z[n,k]
//   update     w = w - rate * grad_w
//              b = b - rate * grad_b
//
// All images see the same w and b: those that you were given. You change w and b in place, and return the loss as it
// was before the update. Logits z may be in the thousands: nothing may overflow, and the loss of finite logits is
// finite, even where a probability is too small for its type. x and labels are only read. Each label is from 0 to
// K - 1.
#include "exercise.h"

double training_step(float* w,           // (K, C)
                     float* b,           // (K)
                     const float* x,     // (N, C)
                     const int* labels,  // (N)
                     int N, int C, int K, float rate) {
  std::vector<float> grad_w(K * C), grad_b(K), z(K);
  double loss = 0.0;
  for (int n = 0; n < N; ++n) {
    // Forward.
    for (int k = 0; k < K; ++k) {
      z[k] = b[k];
      for (int c = 0; c < C; ++c) z[k] += w[k * C + c] * x[n * C + c];
    }
    const float largest = *std::max_element(z.begin(), z.end());
    float sum = 0.0f;  // 1 or more, because the largest logit gives exp(0)
    for (int k = 0; k < K; ++k) sum += std::exp(z[k] - largest);

    // -log(exp(z - largest) / sum), without the exponential that may be too small for a float.
    loss += std::log(sum) - (z[labels[n]] - largest);

    // Backward: added up over the images, while w and b stay as they are.
    for (int k = 0; k < K; ++k) {
      const float p = std::exp(z[k] - largest) / sum;
      const float grad_z = (p - (k == labels[n] ? 1.0f : 0.0f)) / N;
      for (int c = 0; c < C; ++c) grad_w[k * C + c] += grad_z * x[n * C + c];
      grad_b[k] += grad_z;
    }
  }
  // Update.
  for (int i = 0; i < K * C; ++i) w[i] -= rate * grad_w[i];
  for (int k = 0; k < K; ++k) b[k] -= rate * grad_b[k];
  return loss / N;
}
