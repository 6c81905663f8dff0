// What machine and build a number was measured on: stands beside every measured figure.
#pragma once

#include <string>

namespace seven {

struct Machine {
  std::string processor;  // "AMD EPYC 9354"
  int cores = 0;          // that this process may use
  double memory_gib = 0.0;
  std::string system;    // "Linux 6.1"
  std::string compiler;  // "g++ 12.2.0"
  std::string vectors;   // the widest vector registers the build uses: "AVX-512", "AVX2", "SSE2", "NEON"
};

Machine this_machine();

// The most memory that this process has held so far, in MiB (VmHWM); 0 where the system does not say.
double peak_memory_mib();

// "AMD EPYC, 2 cores, 24 GiB, AVX-512, g++ 12.2.0".
std::string machine_text(const Machine& machine);

// "2026-11-24", in UTC.
std::string today();

}  // namespace seven
