#include "core/tensor.h"

#include <doctest.h>

#include <algorithm>
#include <cstdint>

#include "core/any_tensor.h"
#include "support/message.h"

using namespace seven;

TEST_CASE("a new tensor is zero, aligned and on the CPU") {
  for (const Index size : {1, 3, 1000}) {
    const Tensor<float> tensor(Shape{size});
    CHECK(std::all_of(tensor.span().begin(), tensor.span().end(), [](float v) { return v == 0.0F; }));
    CHECK(reinterpret_cast<std::uintptr_t>(tensor.data()) % 64 == 0);
    CHECK(tensor.device() == Device::cpu);
  }
  CHECK(Tensor<double>().size() == 0);
}

TEST_CASE("a copy is deep, a move keeps the memory") {
  Tensor<float> tensor(Shape{2, 2});
  tensor.fill(3.0F);
  Tensor<float> copy = tensor;
  copy[0] = 5.0F;
  CHECK(tensor[0] == 3.0F);
  CHECK(copy.shape() == Shape{2, 2});

  const float* memory = copy.data();
  const Tensor<float> moved = std::move(copy);
  CHECK(moved.data() == memory);
  CHECK(moved[0] == 5.0F);

  tensor = moved;
  CHECK(tensor.data() != moved.data());
  CHECK(tensor[0] == 5.0F);
  const Tensor<float>& self = tensor;
  tensor = self;
  CHECK(tensor[0] == 5.0F);
}

TEST_CASE("reshape keeps the elements and refuses another number of them") {
  Tensor<float> tensor(Shape{2, 6});
  tensor[7] = 1.0F;
  tensor.reshape({3, 4});
  CHECK(tensor.shape() == Shape{3, 4});
  CHECK(tensor[7] == 1.0F);
  const std::string message = message_of([&] { tensor.reshape({5, 2}); });
  CHECK(contains(message, "(3, 4)"));
  CHECK(contains(message, "(5, 2)"));
}

TEST_CASE("a device without memory of its own is refused by name") {
  CHECK(contains(message_of([] { Tensor<float>(Shape{1}, Device::cuda); }), "cuda"));
}

TEST_CASE("more elements than any machine holds are refused, also where their bytes wrap to few") {
  CHECK_THROWS_WITH_AS(Tensor<float>(Shape{Index{1} << 62}), doctest::Contains("not enough memory"),
                       Error);  // 2^64 bytes
  CHECK_THROWS_WITH_AS(Tensor<double>(Shape{Index{1} << 61}), doctest::Contains("GiB"), Error);
  CHECK_THROWS_AS(Tensor<float>(Shape{Index{1} << 50}), Error);
}

TEST_CASE("a tensor is found by name and type") {
  Tensors tensors;
  tensors.emplace("x", Tensor<float>(Shape{2}));
  CHECK(get<float>(tensors, "x").shape() == Shape{2});
  CHECK(shape_of(tensors.at("x")) == Shape{2});
  CHECK(find<float>(tensors, "w") == nullptr);
  CHECK(contains(message_of([&] { get<float>(tensors, "w"); }), "a tensor named w"));
  const std::string message = message_of([&] { get<double>(tensors, "x"); });
  CHECK(contains(message, "float64"));
  CHECK(contains(message, "float32"));
}
