#include "numbers.h"

#include "core/philox.h"

namespace seven::chapters {

template <class T>
Tensor<T> random_tensor(const Shape& shape, Index stream) {
  Tensor<T> tensor(shape);
  Random random(0, Purpose::probe, 0, stream);
  for (T& value : tensor.span()) value = static_cast<T>(random.normal());
  return tensor;
}

template Tensor<float> random_tensor<float>(const Shape& shape, Index stream);
template Tensor<double> random_tensor<double>(const Shape& shape, Index stream);

std::string grouped(Index number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<Index>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

}  // namespace seven::chapters
