// Layer: storey two. A layer owns its parameters and their gradients, says what memory it wants beside, and calls the
// functions of one op. The net owns that memory: activations, what layers save for backward, and workspaces.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/tensor.h"
#include "nn/memory_plan.h"

namespace seven {

//! [parameter]
// A learned tensor and the gradient of the loss with respect to it. backward() adds to `grad`. A layer's setup() names
// it and gives it its shape; allocate() takes the memory, so that a net of half a gigabyte can be outlined for free.
template <class T>
struct Parameter {
  std::string name;  // "conv1.weight"
  Shape shape;
  Tensor<T> value = {};
  Tensor<T> grad = {};

  void describe(const std::string& its_name, const Shape& its_shape) {
    name = its_name;
    shape = its_shape;
  }
  void allocate(Device device = Device::cpu) {
    value = Tensor<T>(shape, device);
    grad = Tensor<T>(shape, device);
  }
};
//! [parameter]

// What a pass through the net brings along: the mode, the key of its random numbers, what it keeps.
template <class T>
struct Pass {
  bool training = false;
  std::uint64_t seed = 0;
  Index epoch = 0;
  Index first_image = 0;       // position of the batch's first image in the epoch
  Keep keep = Keep::backward;  // what forward leaves behind

  // The net fills these in for each layer.
  bool relu = false;       // forward ends with the ReLU of the next layer, which is then not called
  T* saved = nullptr;      // saved() elements, the same in forward and backward
  T* workspace = nullptr;  // workspace() elements, during one call
};

// Which variant of an op to use: {"conv2d": "im2col_gemm"}; "best" where an op is not named.
using VariantChoice = std::map<std::string, std::string>;

//! [layer]
template <class T>
class Layer {
 public:
  explicit Layer(std::string name) : name_(std::move(name)) {}
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] virtual std::string kind() const = 0;      // the op's name
  [[nodiscard]] virtual std::string describe() const = 0;  // "32 kernels 5x5, pad 2"

  // Takes the shape of its input, batch in front, and returns that of its output; takes no memory for parameters.
  // Called again when the batch changes. Throws Error, naming the layer and the shapes, if it does not fit.
  virtual Shape setup(const Shape& in) = 0;

  // Overwrites y; the shapes are those of setup().
  virtual void forward(T* y, const T* x, const Pass<T>& pass) = 0;
  // Overwrites grad_x (null: nobody needs it) and adds to the parameters' gradients. x and y are those of forward, and
  // hold something only if reads_x() and reads_y() say so.
  virtual void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) = 0;

  [[nodiscard]] virtual std::vector<Parameter<T>*> parameters() { return {}; }
  virtual void initialise(std::uint64_t /*seed*/, Index /*first_parameter*/) {}
  [[nodiscard]] virtual double macs() const { return 0.0; }  // multiply-adds of forward on the whole batch

  // A ReLU directly behind a layer that can run it costs no pass over memory of its own.
  [[nodiscard]] virtual bool runs_relu() const { return false; }  // forward heeds Pass::relu
  [[nodiscard]] virtual bool is_relu() const { return false; }

  // Memory, for the present batch: see nn/memory_plan.h.
  [[nodiscard]] virtual bool reads_x() const = 0;                // backward reads x
  [[nodiscard]] virtual bool reads_y() const { return false; }   // backward reads y
  [[nodiscard]] virtual bool in_place() const { return false; }  // y may be x, and grad_x may be grad_y
  [[nodiscard]] virtual Index saved() const { return 0; }        // elements written by forward for backward
  [[nodiscard]] virtual Index workspace() const { return 0; }    // elements; may grow with the number of threads

 private:
  std::string name_;
};
//! [layer]

// Throws Error unless `in` is a batch of maps (N, C, H, W).
inline void expect_maps(const std::string& layer, const Shape& in) {
  if (in.rank() != 4) {
    throw Error("a layer of maps got something else").where(layer).expected("(N, C, H, W)").got(in.str());
  }
}

}  // namespace seven
