// Chapter 03: how good a finite difference can be, and what the gradient checker makes of a right and a wrong backward.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "check/gradient.h"
#include "core/philox.h"
#include "inspect/plot.h"
#include "ops/lrn/lrn.h"
#include "ops/pool2d/pool2d.h"
#include "ops/variant.h"
#include "program.h"

using namespace seven;

namespace {

// --- Part one: the error of a difference against its step h ----------------------------------------------------------

// The layer under the lens: local response normalisation across channels. Its alpha is large here, so that the layer is
// far from linear.
lrn::Params bent_layer() { return {.N = 1, .C = 8, .H = 3, .W = 3, .n = 5, .k = 2.0, .alpha = 0.5, .beta = 0.75}; }

Tensor<double> random_tensor(const Shape& shape, Index stream) {
  Tensor<double> tensor(shape);
  Random random(3, Purpose::test, 0, stream);
  for (double& value : tensor.span()) value = random.normal();
  return tensor;
}

template <class T>
Tensor<T> rounded(const Tensor<double>& values) {
  Tensor<T> result(values.shape());
  for (Index i = 0; i < values.size(); ++i) result[i] = static_cast<T>(values[i]);
  return result;
}

// L = <g, y>: the layer's outputs weighted by g and summed to one number, all of it in T.
template <class T>
T loss(const Tensor<T>& x, const Tensor<T>& g) {
  Tensor<T> y(x.shape());
  Tensor<T> scale(x.shape());
  functions<T>(lrn::naive).forward(y.data(), scale.data(), x.data(), bent_layer());
  T sum{0};
  for (Index i = 0; i < y.size(); ++i) sum += g[i] * y[i];
  return sum;
}

// L with element i of x moved by t.
template <class T>
T moved(Tensor<T>& x, const Tensor<T>& g, Index i, T t) {
  const T start = x[i];
  x[i] = start + t;
  const T result = loss(x, g);
  x[i] = start;
  return result;
}

template <class T>
T one_sided(Tensor<T>& x, const Tensor<T>& g, Index i, T h) {
  return (moved(x, g, i, h) - moved(x, g, i, T{0})) / h;
}

template <class T>
T centred(Tensor<T>& x, const Tensor<T>& g, Index i, T h) {
  return (moved(x, g, i, h) - moved(x, g, i, -h)) / (2 * h);
}

// Richardson's rule: two centred differences, mixed so that their errors of order h^2 cancel.
template <class T>
T extrapolated(Tensor<T>& x, const Tensor<T>& g, Index i, T h) {
  return (4 * centred(x, g, i, h / 2) - centred(x, g, i, h)) / 3;
}

// One way to take a slope, and its error at each h: root mean square over all elements, against the exact gradient.
struct Method {
  std::string name;
  std::function<double(Index element, double h)> slope;
  std::vector<std::pair<double, double>> errors = {};
};

Tensor<double> exact_gradient(const Tensor<double>& x, const Tensor<double>& g) {
  Tensor<double> y(x.shape());
  Tensor<double> scale(x.shape());
  Tensor<double> grad_x(x.shape());
  lrn::naive.f64.forward(y.data(), scale.data(), x.data(), bent_layer());
  lrn::naive.f64.grad_input(grad_x.data(), g.data(), x.data(), scale.data(), bent_layer());
  return grad_x;
}

double relative_error(const Method& method, double h, const Tensor<double>& exact) {
  double errors = 0.0;
  double size = 0.0;
  for (Index i = 0; i < exact.size(); ++i) {
    const double error = method.slope(i, h) - exact[i];
    errors += error * error;
    size += exact[i] * exact[i];
  }
  return std::sqrt(errors / size);
}

constexpr int kStepsADecade = 4;  // of h
constexpr int kDecades = 12;      // from 1 downwards

std::vector<Method> sweep() {
  const lrn::Params p = bent_layer();
  Tensor<double> x = random_tensor({p.N, p.C, p.H, p.W}, 0);
  const Tensor<double> g = random_tensor(x.shape(), 1);
  Tensor<float> single_x = rounded<float>(x);
  const Tensor<float> single_g = rounded<float>(g);
  const Tensor<double> exact = exact_gradient(x, g);
  std::vector<Method> methods = {
      {"float, centred", [&](Index i, double h) { return centred(single_x, single_g, i, static_cast<float>(h)); }},
      {"double, one-sided", [&](Index i, double h) { return one_sided(x, g, i, h); }},
      {"double, centred", [&](Index i, double h) { return centred(x, g, i, h); }},
      {"double, extrapolated", [&](Index i, double h) { return extrapolated(x, g, i, h); }},
  };
  for (Method& method : methods) {
    for (int step = 0; step <= kStepsADecade * kDecades; ++step) {
      const double h = std::pow(10.0, -static_cast<double>(step) / kStepsADecade);
      method.errors.emplace_back(h, relative_error(method, h, exact));
    }
  }
  return methods;
}

void print_sweep(const std::vector<Method>& methods) {
  fmt::print("The error of a slope taken from two values of L, against the exact gradient:\n\n{:>7}", "h");
  for (const Method& method : methods) fmt::print("  {:>20}", method.name);
  fmt::print("\n");
  for (std::size_t row = 0; row < methods.front().errors.size(); row += kStepsADecade) {
    fmt::print("{:>7.0e}", methods.front().errors[row].first);
    for (const Method& method : methods) fmt::print("  {:>20.1e}", method.errors[row].second);
    fmt::print("\n");
  }
  fmt::print("\n");
}

std::string picture(const std::vector<Method>& methods) {
  std::vector<Series> series;
  for (const Method& method : methods) {
    series.push_back({method.name, {method.errors.rbegin(), method.errors.rend()}});  // from small h to large
  }
  return svg_curves({.title = "Error of the slope",
                     .x_label = "h",
                     .y_label = "relative error",
                     .log_x = true,
                     .log_y = true,
                     .own_file = true},
                    series);
}

// --- Part two: the checker on right and wrong gradients --------------------------------------------------------------

GradientReport check_lrn(double alpha, bool cross_term) {
  lrn::Params p = bent_layer();
  p.alpha = alpha;
  const auto forward = [p](const NamedTensors& in) {
    Tensor<double> y(in.at("x").shape());
    Tensor<double> scale(y.shape());
    lrn::naive.f64.forward(y.data(), scale.data(), in.at("x").data(), p);
    return y;
  };
  const auto backward = [p, cross_term](const NamedTensors& in, const Tensor<double>& grad_y) {
    const Tensor<double>& x = in.at("x");
    Tensor<double> y(x.shape());
    Tensor<double> scale(x.shape());
    Tensor<double> grad_x(x.shape());
    lrn::naive.f64.forward(y.data(), scale.data(), x.data(), p);
    if (cross_term) {
      lrn::naive.f64.grad_input(grad_x.data(), grad_y.data(), x.data(), scale.data(), p);
    } else {  // the planted mistake: scale is taken for a constant
      for (Index i = 0; i < x.size(); ++i) grad_x[i] = grad_y[i] * std::pow(scale[i], -p.beta);
    }
    return NamedTensors{{"x", grad_x}};
  };
  return check_gradient(forward, backward, {{"x", random_tensor({p.N, p.C, p.H, p.W}, 0)}});
}

// Max pooling 2/2 of whole numbers from 0 to 4, so that windows hold equal maxima. `to_all`: each of them gets the
// gradient, where the library gives it to the first.
GradientReport check_max_pool(bool to_all) {
  const pool2d::Params p{.N = 1, .C = 2, .H = 6, .W = 6};
  const auto forward = [p](const NamedTensors& in) {
    Tensor<double> y({p.N, p.C, p.P(), p.Q()});
    pool2d::naive.f64.forward(y.data(), in.at("x").data(), p);
    return y;
  };
  const auto backward = [p, to_all, forward](const NamedTensors& in, const Tensor<double>& grad_y) {
    const Tensor<double>& x = in.at("x");
    Tensor<double> grad_x(x.shape());
    pool2d::naive.f64.grad_input(grad_x.data(), grad_y.data(), x.data(), p);
    const Tensor<double> y = forward(in);
    for (Index i = 0; to_all && i < x.size(); ++i) {
      const Index window = i / (p.H * p.W) * p.P() * p.Q() + i / p.W % p.H / 2 * p.Q() + i % p.W / 2;
      grad_x[i] = x[i] == y[window] ? grad_y[window] : 0.0;
    }
    return NamedTensors{{"x", grad_x}};
  };
  Tensor<double> x({p.N, p.C, p.H, p.W});
  Random random(3, Purpose::test, 0, 2);
  for (double& value : x.span()) value = static_cast<double>(random.below(5));
  return check_gradient(forward, backward, {{"x", x}});
}

struct Verdict {
  std::string slug;  // of the result file
  std::string layer;
  std::string backward;
  GradientReport report;
};

std::vector<Verdict> verdicts() {
  return {{"1-lrn-right", "LRN, alpha 0.5", "the library's", check_lrn(0.5, true)},
          {"2-lrn-wrong", "LRN, alpha 0.5", "no cross term", check_lrn(0.5, false)},
          {"3-lrn-paper-right", "LRN, alpha 0.0001", "the library's", check_lrn(1e-4, true)},
          {"4-lrn-paper-wrong", "LRN, alpha 0.0001", "no cross term", check_lrn(1e-4, false)},
          {"5-max-pool-right", "max pool with ties", "to the first maximum", check_max_pool(false)},
          {"6-max-pool-wrong", "max pool with ties", "to every maximum", check_max_pool(true)}};
}

void print_verdicts(const std::vector<Verdict>& all) {
  for (const Verdict& v : all) fmt::print("{}, backward: {}\n{}\n", v.layer, v.backward, v.report.str());
}

// --- What is kept ----------------------------------------------------------------------------------------------------

void record(const chapters::Program& program, const std::vector<Method>& methods, const std::vector<Verdict>& all) {
  for (std::size_t m = 0; m < methods.size(); ++m) {
    const auto& errors = methods[m].errors;
    const auto best = std::min_element(errors.begin(), errors.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<std::pair<std::string, std::string>> columns = {{"slope", methods[m].name},
                                                                {"smallest error", fmt::format("{:.1e}", best->second)},
                                                                {"at h", fmt::format("{:.1e}", best->first)}};
    for (std::size_t i = 2 * kStepsADecade; i <= 8 * kStepsADecade; i += 2 * kStepsADecade) {
      columns.emplace_back(fmt::format("error at h = {:.0e}", errors[i].first),
                           fmt::format("{:.1e}", errors[i].second));
    }
    program.record("slopes", fmt::format("{}", m + 1), columns);
  }
  for (const Verdict& v : all) {
    const GradientReport& r = v.report;
    program.record("gradient-verdicts", v.slug,
                   {{"layer", v.layer},
                    {"backward", v.backward},
                    {"verdict", r.passed ? "right" : "WRONG"},
                    {"elements compared", fmt::format("{}", r.probes)},
                    {"kinks skipped", fmt::format("{}", r.kinks)},
                    {"order", r.order_text()},
                    {"worst relative error", fmt::format("{:.1e}", r.worst.relative_error)},
                    {"worst error / allowed", fmt::format("{:.1e}", r.worst.ratio)}});
  }
}

}  // namespace

int main(int argc, char** argv) {
  chapters::Program program("03", "gradients you can trust: finite differences and the gradient checker");
  return program.run(argc, argv, [&] {
    const std::vector<Method> methods = sweep();
    const std::vector<Verdict> all = verdicts();
    print_sweep(methods);
    print_verdicts(all);
    program.save_picture(picture(methods));
    record(program, methods, all);
  });
}
