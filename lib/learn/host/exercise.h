// What every exercise includes: the usual parts of the standard library, and todo().
//
// Include guards instead of #pragma once: this header is compiled beforehand, and g++ then forgets the pragma.
#ifndef SEVEN_LEARN_EXERCISE_H
#define SEVEN_LEARN_EXERCISE_H

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <vector>

// A hole in an exercise: it compiles, and when it is reached the check stops and shows the sentence.
[[noreturn]] void todo(const char* sentence);

#endif
