// A sum on many threads that has the same bits for any number of threads.
//
// The n numbers of x are cut into chunks of `chunk` numbers, the last one perhaps shorter. There are ceil(n / chunk)
// chunks, however many threads there are. The threads share out the chunks; each chunk's sum is added up from its first
// number to its last, starting from 0, and has a place of its own in partial. At the end one thread adds up the partial
// sums in order.
//
//   share_begin(items, threads, t)  the first item of thread t, of 0 <= t <= threads; thread t does the items from
//                                   share_begin(t) to share_begin(t + 1) - 1. All items are done once, and no thread
//                                   does more than one item more than another. share_begin(threads) is items.
//   chunk_sums                      what one thread does: partial[i] = the sum of chunk i, for begin <= i < end
//   total                           the sum of all partial sums, from the first to the last, starting from 0
//
// The results have to be these sums to the last bit. items * threads fits into an int. x is only read.
#include "exercise.h"

int share_begin(int items, int threads, int t) { return items * t / threads; }

void chunk_sums(float* partial,  // (ceil(n / chunk)), of which only begin to end - 1 are written
                const float* x,  // (n)
                int n, int chunk, int begin, int end) {
  for (int i = begin; i < end; ++i) {
    float sum = 0.0f;
    for (int j = i * chunk; j < std::min((i + 1) * chunk, n); ++j) sum += x[j];
    partial[i] = sum;
  }
}

float total(const float* partial,  // (chunks)
            int chunks) {
  float sum = 0.0f;
  for (int i = 0; i < chunks; ++i) sum += partial[i];
  return sum;
}
