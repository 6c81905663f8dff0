#include "check/registry.h"

#include <doctest.h>

#include <set>

#include "check/sweep.h"
#include "core/parallel.h"
#include "ops/conv2d/conv2d.h"
#include "ops/gemm/gemm.h"

using namespace seven;

TEST_CASE("every op, variant and case is right, and so are its gradients") {
  const int before = threads();
  Index cases = 0;
  double worst = 0.0;
  for (const CaseResult& result : sweep({})) {
    CHECK_MESSAGE(result.passed(), result.str());
    worst = std::max(worst, result.single.worst_ratio);
    ++cases;
  }
  CHECK(cases > 0);
  // Errors should fill a fair part of what is allowed: a tolerance that nothing comes near proves nothing.
  CHECK(worst > 1e-2);
  CHECK(worst < 0.7);
  CHECK(threads() == before);
}

TEST_CASE("every kernel is right on the SIMT device, and so are its gradients") {
  if (const std::string why = why_not(Device::simt); !why.empty()) {
    MESSAGE("skipped: ", why);
    return;
  }
  Index cases = 0;
  for (const CaseResult& result : sweep({.device = Device::simt})) {
    CHECK_MESSAGE(result.passed(), result.str());
    ++cases;
  }
  CHECK(cases > 0);
}

TEST_CASE("precision is reduced only on request, and judged as what it is") {
  for (const Op& op : ops()) {
    for (const Device device : {Device::cpu, Device::simt, Device::simt_check, Device::cuda}) {
      const std::vector<std::string> names = op.variants_on(device);
      if (!names.empty()) CHECK_FALSE(op.roundoff.contains(names.back()));
    }
    for (const auto& each : op.roundoff) {
      const std::string& variant = each.first;  // CAPTURE makes a lambda, and clang 14 lets none have a binding
      if (device_of(variant) != Device::simt) continue;
      CAPTURE(variant);
      const OpCase& op_case = op.cases[2];
      const VariantReport report = check_variant<float>(op, op_case, variant);
      CHECK_MESSAGE(report.passed, report.str());
      CHECK(report.worst_ratio > 0.02);
      CHECK(report.worst_ratio < 0.7);
      // As one of float32, or of 3 bits more than it has, it is wrong.
      Op other = op;
      other.roundoff[variant] = each.second / 8;
      CHECK_FALSE(check_variant<float>(other, op_case, variant).passed);
      other.roundoff.erase(variant);
      CHECK_FALSE(check_variant<float>(other, op_case, variant).passed);
    }
  }
}

TEST_CASE("what is rounded in float32 is another variant in double") {
  const auto is_best = [](const auto& table, const auto& function) {
    int count = 0;
    for (const auto* variant : table(Device::simt)) {
      if (variant->roundoff == kFloatRoundoff) continue;
      ++count;
      const bool same = function(*variant) == function(*table(Device::simt).back());
      CHECK_MESSAGE(same, variant->name);
    }
    CHECK((count == 2 || table(Device::simt).empty()));
  };
  is_best(gemm::variants, [](const gemm::Variant& variant) { return variant.f64.run; });
  is_best(conv2d::variants, [](const conv2d::Variant& variant) { return variant.f64.forward; });
  is_best(conv2d::variants, [](const conv2d::Variant& variant) { return variant.f64.grad_input; });
  is_best(conv2d::variants, [](const conv2d::Variant& variant) { return variant.f64.grad_weight; });
}

TEST_CASE("the registry's names are unique, and every variant table begins with naive") {
  std::set<std::string> names;
  for (const Op& op : ops()) {
    CHECK_MESSAGE(names.insert(op.name).second, op.name);
    REQUIRE_FALSE(op.variants.empty());
    CHECK(op.variants.front() == "naive");
    CHECK_FALSE(op.summary.empty());
    CHECK_FALSE(op.tensors.empty());
    std::set<std::string> cases;
    bool checked = false;
    for (const OpCase& op_case : op.cases) {
      CHECK_MESSAGE(cases.insert(op_case.name).second, op.name, " ", op_case.name);
      checked = checked || !op_case.benchmark;
    }
    CHECK_MESSAGE(checked, op.name, " has no case that is checked");
  }
}

TEST_CASE("inputs are the same numbers in float and in double, and repeat") {
  const Op& op = find_op("conv2d");
  const OpCase& op_case = find_case(op, "groups2");
  const Tensors single = make_inputs<float>(op, op_case, 5);
  const Tensors wide = make_inputs<double>(op, op_case, 5);
  REQUIRE(single.contains("grad_y"));
  for (const auto& [name, tensor] : single) {
    for (Index i = 0; i < shape_of(tensor).size(); ++i) {
      CHECK(get<float>(single, name)[i] == static_cast<float>(get<double>(wide, name)[i]));
    }
  }
}

TEST_CASE("unknown names offer the nearest") {
  const auto message = [](const SweepChoice& choice) {
    try {
      sweep(choice);
    } catch (const Error& error) {
      CHECK(error.exit_code() == 2);
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(message({.op = "conv"}).find("conv2d") != std::string::npos);
  CHECK(message({.op = "conv2d", .variant = "im2col"}).find("im2col_gemm") != std::string::npos);
  CHECK(message({.op = "conv2d", .op_case = "1x2"}).find("1x1") != std::string::npos);
}
