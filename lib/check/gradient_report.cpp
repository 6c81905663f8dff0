// The gradient checker's report as text.
#include <fmt/format.h>

#include "check/gradient.h"

namespace seven {

namespace {

std::string text_of(const std::optional<double>& order) {
  if (!order) return "exact";
  const std::string text = fmt::format("{:.2f}", *order);
  return text == "-0.00" ? "0.00" : text;
}

}  // namespace

std::string GradientReport::order_text() const { return text_of(order); }

std::string GradientReport::str() const {
  std::string text = fmt::format("gradient {}: {} probes and {} directions compared, {} kinks skipped, order {}\n",
                                 passed ? "right" : "WRONG", probes, directions, kinks, order_text());
  for (const std::string& failure : failures) text += "  " + failure + "\n";
  for (const InputGradient& input : inputs) {
    text += fmt::format("  {:<8} {:<20} {:>4} probes {:>4} kinks  {} directions  order {:<5}  error / allowed {:.2g}\n",
                        input.input, input.shape.str(), input.probes, input.kinks, input.directions,
                        text_of(input.order), input.worst.ratio);
    if (input.probes == 0 && input.directions > 0)
      text += "           every probe is a kink: only the directions speak\n";
  }
  if (!worst.where.empty()) {
    text += fmt::format(
        "  worst: {}{}: numeric {:.9g}, analytic {:.9g}, relative error {:.2g}, error {:.2g}, allowed {:.2g}\n",
        worst.where, worst.element >= 0 ? fmt::format(" (element {})", worst.element) : "", worst.numeric,
        worst.analytic, worst.relative_error, worst.ratio * worst.allowed, worst.allowed);
  }
  return text;
}

}  // namespace seven
