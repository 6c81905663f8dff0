#include "exercise.h"

int output_size(int size, int kernel, int stride, int pad) {
  const float free = static_cast<float>(size + pad + pad - kernel);
  return static_cast<int>(std::ceil(free / static_cast<float>(stride))) + 1;
}
