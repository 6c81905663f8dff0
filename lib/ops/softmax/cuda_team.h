// The four problems for a team of threads that shares a row. Each team (cuda_warp_per_row.cu, cuda_block_per_row.cu)
// brings its own way to make one number of all its threads':
//   Team::row()        its row              Team::kSize        its number of threads
//   Team::rank()       this thread's number in it
//   Team::join<F>(v)   F::of all threads' v, known to all of them; always joined in the same order
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include "ops/softmax/cuda_row.h"

namespace seven::softmax::SEVEN_TARGET {

struct Larger {
  template <class T>
  static __device__ T of(T a, T b) {
    return max(a, b);
  }
};

struct Sum {
  template <class T>
  static __device__ T of(T a, T b) {
    return a + b;
  }
};

// A NaN may be lost here, but not in the sum: every exponential of the row goes into it.
template <class Team, class T>
__device__ T largest_of(const T* row, int C) {
  T largest = kNothing<T>;
  for (int c = Team::rank(); c < C; c += Team::kSize) largest = Larger::of(largest, row[c]);
  return Team::template join<Larger>(largest);
}

//! [forward]
// Budget: 256 threads, 100 %; Warp double: 128 threads, 62 %; Warp: 128 threads, 100 %; double: 50 %.
template <class Team, class T>
__global__ void forward_kernel(T* y, const T* x, Sizes a) {
  const int n = Team::row();
  if (n >= a.N) return;  // the whole team, so nobody waits for this thread
  const T* row = x + n * a.C;
  T* out = y + n * a.C;
  const T largest = largest_of<Team>(row, a.C);
  T sum = 0;
  for (int c = Team::rank(); c < a.C; c += Team::kSize) {
    const T power = exp(row[c] - largest);
    out[c] = power;
    sum += power;
  }
  sum = Team::template join<Sum>(sum);
  for (int c = Team::rank(); c < a.C; c += Team::kSize) out[c] /= sum;
}
//! [forward]

// Budget: 256 threads, 100 %; Warp double: 128 threads, 62 %; Warp: 128 threads, 100 %; double: 62 %.
template <class Team, class T>
__global__ void log_loss_kernel(T* losses, const T* x, const Index* labels, Sizes a) {
  const int n = Team::row();
  if (n >= a.N) return;
  const T* row = x + n * a.C;
  const T largest = largest_of<Team>(row, a.C);
  T sum = 0;
  for (int c = Team::rank(); c < a.C; c += Team::kSize) sum += exp(row[c] - largest);
  sum = Team::template join<Sum>(sum);
  if (Team::rank() == 0) losses[n] = loss_of(row, largest, sum, labels[n], a);
}

// Budget: 256 threads, 100 %; Warp: 128 threads, 100 %.
template <class Team, class T>
__global__ void grad_loss_kernel(T* grad_x, const T* y, const Index* labels, T scale, Sizes a) {
  const int n = Team::row();
  if (n >= a.N) return;
  const Index label = labels[n];
  for (int c = Team::rank(); c < a.C; c += Team::kSize) {
    grad_x[n * a.C + c] = grad_loss_of(y[n * a.C + c], c, label, scale, a);
  }
}

// Budget: 256 threads, 100 %; Warp: 128 threads, 100 %.
template <class Team, class T>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* y, Sizes a) {
  const int n = Team::row();
  if (n >= a.N) return;
  const int at = n * a.C;
  T sum = 0;
  for (int c = Team::rank(); c < a.C; c += Team::kSize) sum += grad_y[at + c] * y[at + c];
  sum = Team::template join<Sum>(sum);
  for (int c = Team::rank(); c < a.C; c += Team::kSize) grad_x[at + c] = y[at + c] * (grad_y[at + c] - sum);
}

}  // namespace seven::softmax::SEVEN_TARGET
