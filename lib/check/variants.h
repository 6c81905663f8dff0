// The variant checker: does a variant compute what `naive` computes in double, from the same numbers?
//
// How far apart may they be? Adding up L terms of either sign and of size m in floating point gives a result of size
// m sqrt(L), and each of the L roundings is relative to a partial sum: the errors add up to about 0.2 epsilon m L, that
// is to 0.2 epsilon sqrt(L) times the size of the result. So the magnitude handed to sum_tolerance<T>(L, magnitude) is
// the root mean square of the expected output, whose allowance of 8 epsilon sqrt(L) then leaves a factor of 40, of
// which the unluckiest element of a large tensor needs 5. Outputs of a few elements can be small by chance (their sum
// happens to cancel, its roundings do not), so the root mean square is taken over several draws of the inputs.
//
// A variant that rounds its operands to fewer bits (Op::roundoff, u) makes two more errors in each product, each up to
// u and evenly spread: about 0.5 u together. They add up as the products themselves do, whatever L is, to 0.5 u times
// the size of the result. 6 u is allowed beside the rest: a factor of 12, of which the unluckiest element, with a short
// sum of one large product and some small ones, needs 8. (A single product can be off by 2 u of itself.)
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ops/op.h"

namespace seven {

struct VariantReport {
  bool passed = true;
  Index elements = 0;        // compared
  double worst_ratio = 0.0;  // the largest error / allowed
  std::string worst_output;  // where
  std::vector<std::string> failures;
  std::string rerun;  // the command that repeats just this case

  [[nodiscard]] std::string str() const;
};

// Runs one case of an op in T, with inputs drawn from `seed`, and checks:
// - every output against naive in double on the same numbers (int64 outputs must be equal);
// - the contract of the gradients: a second grad_weight doubles the parameters' gradients, a second grad_input leaves
// grad_x;
// - that 1, 2, 3 and 7 threads give the same bits (kernels on the SIMT device: 1 and 3);
// - that the inputs are as they were.
// Sets the number of threads while it runs (and puts it back), so it must not be called from within a parallel loop.
template <class T>
VariantReport check_variant(const Op& op, const OpCase& op_case, const std::string& variant, std::uint64_t seed = 1);

// "./seven gradcheck --op conv2d --variant naive --case 1x1".
std::string rerun_command(const Op& op, const OpCase& op_case, const std::string& variant, std::uint64_t seed);

}  // namespace seven
