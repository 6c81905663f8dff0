// Variants that break the contract in the ways that variants do: each must be caught, with the command that repeats it.
#include "check/variants.h"

#include <doctest.h>

#include <cmath>
#include <limits>

#include "check/op_gradient.h"
#include "check/registry.h"
#include "core/parallel.h"

using namespace seven;

namespace {

// y = w x, elementwise: an op of which every variant but naive has one fault.
template <class T>
BoundOp bind_as(const std::string& variant, const Settings& /*settings*/, const Tensors& in) {
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>& w = get<T>(in, "w");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  const Index size = x.size();
  BoundOp bound;
  T* y = new_output<T>(bound, variant == "misnamed" ? "out" : "y",
                       variant == "misshaped" ? Shape{size / 2, 2} : x.shape());
  bound.problems.push_back({"forward", [=, &x, &w] {
                              for (Index i = 0; i < size; ++i) y[i] = w[i] * x[i];
                              if (variant == "inexact") y[3] += 100 * std::numeric_limits<T>::epsilon();
                              if (variant == "nan") y[3] = std::numeric_limits<T>::quiet_NaN();
                              if (variant == "threads")
                                y[3] *= T{1} + T(threads() % 2) * std::numeric_limits<T>::epsilon();
                              if (variant == "scribbler") const_cast<T&>(x[3]) += T{1};
                            }});
  if (grad_y == nullptr) return bound;
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  T* grad_w = new_output<T>(bound, "grad_w", x.shape());
  bound.problems.push_back({"grad_input", [=, &w] {
                              for (Index i = 0; i < size; ++i) {
                                grad_x[i] = (variant == "adds" ? grad_x[i] : T{0}) + w[i] * (*grad_y)[i];
                              }
                            }});
  bound.problems.push_back({"grad_weight", [=, &x] {
                              for (Index i = 0; i < size; ++i) {
                                grad_w[i] = (variant == "overwrites" ? T{0} : grad_w[i]) + x[i] * (*grad_y)[i];
                              }
                            }});
  return bound;
}

Op scale_op() {
  Op op;
  op.name = "scale";
  op.variants = {"naive"};
  op.differentiable = {"x", "w"};
  op.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  OpCase op_case;
  op_case.name = "ten";
  op_case.inputs = {{"x", Shape{10}}, {"w", Shape{10}}};
  op.cases = {op_case};
  return op;
}

template <class T>
void check_all() {
  const Op op = scale_op();
  CHECK_MESSAGE(check_variant<T>(op, op.cases.front(), "naive").passed,
                check_variant<T>(op, op.cases.front(), "naive").str());
  const auto caught = [&](const std::string& variant, const std::string& sentence) {
    const VariantReport report = check_variant<T>(op, op.cases.front(), variant);
    CHECK_FALSE(report.passed);
    CHECK_MESSAGE(report.str().find(sentence) != std::string::npos, report.str());
    CHECK(report.str().ends_with("./seven gradcheck --op scale --variant " + variant + " --case ten\n"));
  };
  caught("inexact", "y index 3");
  caught("nan", "y index 3: got nan");
  caught("threads", "other bits with");
  caught("scribbler", "the input x was changed");
  caught("adds", "grad_x changes");
  caught("overwrites", "grad_w index");
  caught("misnamed", "there is no output y");
  caught("misshaped", "y has shape (5, 2) instead of (10)");
}

}  // namespace

TEST_CASE("float: every breach of the contract is caught") { check_all<float>(); }
TEST_CASE("double: every breach of the contract is caught") { check_all<double>(); }

TEST_CASE("the number of threads is put back") {
  const int before = threads();
  set_threads(5);
  const Op op = scale_op();
  CHECK(check_variant<float>(op, op.cases.front(), "naive").passed);
  CHECK(threads() == 5);
  set_threads(before);
}

TEST_CASE("a seed other than 1 is part of the command") {
  const Op op = scale_op();
  CHECK(rerun_command(op, op.cases.front(), "naive", 9) ==
        "./seven gradcheck --op scale --variant naive --case ten --seed 9");
}

TEST_CASE("the gradient of a bound op is checked for all its differentiable inputs") {
  const Op op = scale_op();
  const GradientReport report = check_op_gradient(op, op.cases.front(), "naive");
  CHECK_MESSAGE(report.passed, report.str());
  CHECK(report.inputs.size() == 2);
  CHECK(report.probes == 20);
}
