#include "check/gradient.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "check/slopes.h"
#include "core/compare.h"
#include "core/philox.h"
#include "core/suggest.h"

namespace seven {

namespace {

constexpr int kRetries = 2;     // how often a kink is looked at with a smaller h
constexpr double kShrink = 32;  // and by how much smaller
// Rounding errors of the forward values that a slope may carry, in units of epsilon times the values it is made from.
constexpr double kNoise = 64;

double root_mean_square(std::span<const double> values) {
  double squares = 0.0;
  Index count = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;  // reported where it stands; the scale of the rest is still wanted
    squares += value * value;
    ++count;
  }
  return count > 0 ? std::sqrt(squares / static_cast<double>(count)) : 0.0;
}

struct Probe {
  Index element;
  Slopes slopes;
};

class Checker {
 public:
  Checker(const ForwardFunction& forward, const BackwardFunction& backward, NamedTensors inputs,
          const GradientCheckOptions& options)
      : forward_(forward),
        options_(options),
        inputs_(std::move(inputs)),
        y_(forward_(inputs_)),
        cotangent_(y_.shape()) {
    // Away from 0, so that no output is left out by chance.
    Random random(options_.seed, Purpose::cotangent);
    for (double& g : cotangent_.span()) g = (random.bits() & 1U ? 1.0 : -1.0) * random.uniform(0.5, 1.5);
    gradients_ = backward(inputs_, cotangent_);
    check_names();
  }

  GradientReport run() {
    check_values();
    if (report_.failures.empty()) {
      for (const auto& [name, gradient] : gradients_) check_input(name, gradient);
    }
    report_.order = order_of(error_at_h_, error_at_half_, order_noise_);
    report_.passed = report_.failures.empty();
    return std::move(report_);
  }

 private:
  void check_names() const {
    std::vector<std::string> known;
    for (const auto& [name, tensor] : inputs_) known.push_back(name);
    for (const auto& [name, gradient] : gradients_) {
      if (!inputs_.contains(name)) throw unknown_name("input of the gradient check", name, known);
      const Shape& shape = inputs_.at(name).shape();
      if (gradient.shape() != shape) {
        throw Error("a gradient has the wrong shape").where(name).expected(shape.str()).got(gradient.shape().str());
      }
    }
    for (const std::string& name : options_.inputs) {
      if (!gradients_.contains(name)) throw Error("backward returned no gradient of an input").where(name);
    }
    if (gradients_.empty()) throw Error("backward returned no gradient: there is nothing to check");
  }

  // What must hold before any derivative is worth taking: finite numbers, and the same ones when asked twice.
  void check_values() {
    check_finite("the output", y_);
    for (const auto& [name, gradient] : gradients_) check_finite("the gradient of " + name, gradient);
    const Tensor<double> again = forward_(inputs_);
    const Comparison same = compare(again.span(), std::as_const(y_).span(), {});
    if (!same.passed && report_.failures.empty()) {
      report_.failures.push_back("forward gives other values for the same inputs (" + same.str() +
                                 "): fix the seed of its random numbers");
    }
  }

  void check_finite(const std::string& what, const Tensor<double>& tensor) {
    for (Index i = 0; i < tensor.size(); ++i) {
      if (std::isfinite(tensor[i])) continue;
      report_.failures.push_back(what + " is " + std::to_string(tensor[i]) + " at " + position("", tensor.shape(), i));
      return;
    }
  }

  // "w[3, 0, 1, 2]".
  static std::string position(const std::string& name, const Shape& shape, Index element) {
    std::string text;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
      text = std::to_string(element % shape[axis]) + (text.empty() ? "" : ", ") + text;
      element /= shape[axis];
    }
    return name + "[" + text + "]";
  }

  // L at the moved inputs minus L where they were, term by term: outputs that do not move cancel exactly. `moved` grows
  // by the size of the terms that did.
  double difference(double& moved) const {
    const Tensor<double> y = forward_(inputs_);
    if (y.shape() != y_.shape()) {
      throw Error("forward returned two shapes").expected(y_.shape().str()).got(y.shape().str());
    }
    double sum = 0.0;
    for (Index j = 0; j < y.size(); ++j) {
      if (y[j] == y_[j]) continue;
      sum += cotangent_[j] * (y[j] - y_[j]);
      moved += std::abs(cotangent_[j]) * std::max(std::abs(y[j]), std::abs(y_[j]));
    }
    return sum;
  }

  //! [slopes_along]
  Slopes slopes_along(const Move& move, double h) const {
    Slopes slopes;
    slopes.h = h;
    double moved = 0.0;
    for (std::size_t scale = 0; scale < kScales; ++scale) {
      const double t = std::ldexp(h, -static_cast<int>(scale));
      move(t);
      slopes.right[scale] = difference(moved) / t;
      move(-t);
      slopes.left[scale] = -difference(moved) / t;
    }
    move(0.0);
    slopes.noise = kNoise * std::numeric_limits<double>::epsilon() * moved / (2 * kScales) / std::ldexp(h, 1 - kScales);
    return slopes;
  }
  //! [slopes_along]

  //! [allowed]
  [[nodiscard]] double allowed(const Slopes& slopes, double scale) const {
    return options_.tolerance * std::max(std::abs(slopes.numeric()), scale) + slopes.noise;
  }
  //! [allowed]

  //! [kinked]
  // A kink matters if it could spoil the verdict, and only then. NaN is no kink: it goes on to the comparison and
  // fails.
  [[nodiscard]] bool kinked(const Slopes& slopes, double scale) const {
    return slopes.irregularity() > 0.1 * allowed(slopes, scale);
  }
  //! [kinked]

  // Whether a smaller h gets away from the kink; if so `slopes` are those.
  bool smooth_after_retry(Slopes& slopes, const Move& move, double scale) const {
    for (int retry = 0; retry < kRetries && kinked(slopes, scale); ++retry) {
      slopes = slopes_along(move, slopes.h / kShrink);
    }
    return !kinked(slopes, scale);
  }

  void check_input(const std::string& name, const Tensor<double>& gradient) {
    Tensor<double>& x = inputs_.at(name);
    InputGradient result;
    result.input = name;
    result.shape = x.shape();
    if (x.size() > 0) {
      const double size_of_x = root_mean_square(x.span());
      const double unit = size_of_x > 0.0 ? size_of_x : 1.0;
      const double scale = check_elements(result, x, gradient, unit);
      check_directions(result, x, gradient, unit, scale * std::sqrt(static_cast<double>(x.size())));
      if (result.failures > 0) report_.failures.push_back(sentence(result));
      if (result.probes + result.directions == 0) {
        report_.failures.push_back(name + ": every probe and both directions are kinks, so nothing was compared");
      }
    }
    report_.probes += result.probes;
    report_.kinks += result.kinks;
    report_.directions += result.directions;
    if (worse(result.worst, report_.worst)) report_.worst = result.worst;
    report_.inputs.push_back(std::move(result));
  }

  static std::string sentence(const InputGradient& result) {
    return result.input + ": " + std::to_string(result.failures) + " of " +
           std::to_string(result.probes + result.directions) + " derivatives are wrong";
  }

  // Returns the root mean square of the derivatives met: what is small is measured against it.
  double check_elements(InputGradient& result, Tensor<double>& x, const Tensor<double>& gradient, double unit) {
    std::vector<Probe> probes;
    std::vector<double> derivatives;
    const auto move_of = [&x](Index i) { return [&x, i, start = x[i]](double t) { x[i] = start + t; }; };
    for (const Index i : chosen(x.size())) {
      probes.push_back({i, slopes_along(move_of(i), options_.step * std::max(std::abs(x[i]), unit))});
      derivatives.push_back(probes.back().slopes.numeric());
    }
    const double scale = root_mean_square(derivatives);
    double error_at_h = 0.0;
    double error_at_half = 0.0;
    double noise = 0.0;
    for (Probe& probe : probes) {
      const double first_h = probe.slopes.h;
      if (!smooth_after_retry(probe.slopes, move_of(probe.element), scale)) {
        ++result.kinks;
        continue;
      }
      ++result.probes;
      const double analytic = gradient[probe.element];
      judge(result, position(result.input, x.shape(), probe.element), probe.element, probe.slopes, analytic, scale);
      if (probe.slopes.h != first_h) continue;  // the order is of one h
      error_at_h += std::abs(probe.slopes.centred(0) - analytic);
      error_at_half += std::abs(probe.slopes.centred(1) - analytic);
      noise += probe.slopes.noise;
    }
    result.order = order_of(error_at_h, error_at_half, noise);
    error_at_h_ += error_at_h;
    error_at_half_ += error_at_half;
    order_noise_ += noise;
    return scale;
  }

  void check_directions(InputGradient& result, Tensor<double>& x, const Tensor<double>& gradient, double unit,
                        double scale) {
    Random random(options_.seed, Purpose::probe, 1, static_cast<Index>(report_.inputs.size()));
    const Tensor<double> start = x;
    for (const bool ones : {true, false}) {
      Tensor<double> direction(x.shape());
      double analytic = 0.0;
      for (Index i = 0; i < x.size(); ++i) {
        direction[i] = ones ? 1.0 : random.normal();
        analytic += gradient[i] * direction[i];
      }
      const Move move = [&](double t) {
        for (Index i = 0; i < x.size(); ++i) x[i] = start[i] + t * direction[i];
      };
      Slopes slopes = slopes_along(move, options_.step * unit);
      if (!smooth_after_retry(slopes, move, scale)) continue;
      ++result.directions;
      judge(result, result.input + " along " + (ones ? "all ones" : "a random direction"), -1, slopes, analytic, scale);
    }
  }

  void judge(InputGradient& result, const std::string& where, Index element, const Slopes& slopes, double analytic,
             double scale) const {
    const double numeric = slopes.numeric();
    const double limit = allowed(slopes, scale);
    const Comparison comparison = compare(std::span<const double>(&analytic, 1), std::span<const double>(&numeric, 1),
                                          Tolerance{.absolute = limit, .relative = 0.0});
    if (!comparison.passed) ++result.failures;
    GradientProbe probe{result.input, where, element, numeric, analytic};
    const double size = std::max(std::abs(numeric), std::abs(analytic));
    probe.relative_error = comparison.error == 0.0 ? 0.0 : comparison.error / size;
    probe.allowed = limit;
    probe.ratio = comparison.error == 0.0 ? 0.0 : comparison.error / limit;
    if (worse(probe, result.worst)) result.worst = std::move(probe);
  }

  // The largest ratio; the first NaN is worse than any.
  static bool worse(const GradientProbe& probe, const GradientProbe& than) {
    if (than.where.empty()) return !probe.where.empty();
    if (std::isnan(than.ratio)) return false;
    return !(probe.ratio <= than.ratio);
  }

  // The elements to probe, in order: all of them, or max_probes, each choice as likely as any other (Knuth's algorithm
  // S).
  [[nodiscard]] std::vector<Index> chosen(Index size) const {
    Random random(options_.seed, Purpose::probe, 0, static_cast<Index>(report_.inputs.size()));
    std::vector<Index> elements;
    Index wanted = std::min(size, options_.max_probes);
    for (Index i = 0; i < size && wanted > 0; ++i) {
      if (wanted < size - i && random.below(size - i) >= wanted) continue;
      elements.push_back(i);
      --wanted;
    }
    return elements;
  }

  static std::optional<double> order_of(double error_at_h, double error_at_half, double noise) {
    if (!(error_at_h > noise)) return std::nullopt;
    return std::log2(error_at_h / error_at_half);
  }

  const ForwardFunction& forward_;
  GradientCheckOptions options_;
  NamedTensors inputs_;
  Tensor<double> y_;  // at the inputs as given
  Tensor<double> cotangent_;
  NamedTensors gradients_;
  GradientReport report_;
  double error_at_h_ = 0.0;  // sums over all probes, for the order
  double error_at_half_ = 0.0;
  double order_noise_ = 0.0;
};

}  // namespace

GradientReport check_gradient(const ForwardFunction& forward, const BackwardFunction& backward, NamedTensors inputs,
                              const GradientCheckOptions& options) {
  if (!(options.step > 0.0) || !(options.tolerance > 0.0) || options.max_probes < 1) {
    throw Error("the gradient check has a wrong option").expected("step > 0, tolerance > 0, max_probes >= 1");
  }
  return Checker(forward, backward, std::move(inputs), options).run();
}

}  // namespace seven
