// What a peer offers: the interface between `seven bench --peers` and the modules beside this file, each of which
// solves our problems with somebody else's library. A module is built only where that library is installed and loaded
// only when it is asked for: nothing of it is ever linked into ours.
#pragma once

extern "C" {

// c (M, N) = a (M, K) b (K, N), row-major; a is stored as (K, M) with transpose_a, b as (N, K) with transpose_b.
struct SevenPeerGemm {
  long long M, N, K;
  int transpose_a, transpose_b;
  const float* a;
  const float* b;
};

enum SevenPeerProblem { seven_forward, seven_grad_input, seven_grad_weight };

// x (N, C, H, W), w (K, C/groups, R, S), b (K) or null, grad_y (N, K, P, Q).
struct SevenPeerConv2d {
  enum SevenPeerProblem problem;
  long long N, C, H, W, K, R, S, stride, pad, groups;
  const float* x;
  const float* w;
  const float* b;
  const float* grad_y;
};

struct SevenPeer {
  const char* name;     // "onednn"
  const char* version;  // "2.6.3"
  int algorithms;       // how many ways it has; they are numbered from 0
  const char* (*algorithm_name)(int algorithm);
  void (*set_threads)(int count);

  // Makes everything ready to run, with copies of the tensors in the layout that the peer likes best. Null for a
  // problem that it cannot solve. The function is null if it does not know the op.
  void* (*gemm)(const struct SevenPeerGemm* problem, int algorithm);
  void* (*conv2d)(const struct SevenPeerConv2d* problem, int algorithm);

  void (*run)(void* work);                    // solves it once
  void (*result)(void* work, float* output);  // c, y, grad_x or grad_w in our layout
  const char* (*method)(void* work);          // what it runs, in its own words: "jit:avx512_core"
  void (*discard)(void* work);
};

// The one symbol of a module.
__attribute__((visibility("default"))) const struct SevenPeer* seven_peer(void);
}
