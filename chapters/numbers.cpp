#include "numbers.h"

#include "core/error.h"
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

void agree(const std::string& what, Index by_hand, Index counted) {
  if (by_hand == counted) return;
  throw Error("counted otherwise than by hand")
      .where(what)
      .expected(std::to_string(by_hand))
      .got(std::to_string(counted));
}

}  // namespace seven::chapters
