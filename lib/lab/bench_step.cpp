#include "lab/bench_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "core/device_memory.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "core/philox.h"
#include "nn/models/models.h"
#include "nn/net.h"
#include "train/recipe.h"
#include "train/solver.h"

namespace seven {

namespace {

using Clock = std::chrono::steady_clock;

// Where the time of a step goes: lap() gives what has passed since the last one to a part. On a GPU it waits for the
// part's kernels, which the next part could have followed at once: a few microseconds a part.
class Laps {
 public:
  Laps(std::size_t parts, Device device) : finish_(memory_of(device).finish), forward_(parts), backward_(parts) {}

  void start() { last_ = Clock::now(); }
  void lap(std::size_t part, bool backward) {
    if (finish_ != nullptr) finish_();
    const Clock::time_point now = Clock::now();
    (backward ? backward_ : forward_)[part].push_back(std::chrono::duration<double>(now - last_).count());
    last_ = now;
  }
  [[nodiscard]] double median(std::size_t part, bool backward) const {
    return seven::median((backward ? backward_ : forward_)[part]);
  }

 private:
  void (*finish_)();
  Clock::time_point last_;
  std::vector<std::vector<double>> forward_, backward_;
};

double bytes_of(Index elements) { return sizeof(float) * static_cast<double>(elements); }

// What a layer's two passes have to do: each tensor moved once, parameters' gradients read and written.
StepPart part_of(const Net<float>& net, std::size_t i, Index images) {
  Layer<float>& layer = *net.layers()[i];
  const bool first = i == 0;
  const Index in = first ? images * net.spec().image.size() : net.outline().shape(i - 1).size();
  const Index out = net.outline().shape(i).size();
  Index parameters = 0;
  for (const Parameter<float>* parameter : layer.parameters()) parameters += parameter->value.size();
  StepPart part{.name = layer.name(), .kind = layer.kind(), .forward = {}, .backward = {}};
  part.forward.flops = 2.0 * layer.macs();
  part.forward.bytes = net.run_by_the_layer_before(i) ? 0.0 : bytes_of(in + out + parameters);
  // The images' own gradient is not wanted.
  part.backward.flops = (first ? 2.0 : 4.0) * layer.macs();
  part.backward.bytes = bytes_of(out + (layer.reads_x() ? in : 0) + (layer.reads_y() ? out : 0) + 2 * parameters +
                                 (first ? 0 : in + parameters));
  return part;
}

std::string rate_text(const PassCost& cost) {
  return cost.flops > 0.0 && cost.seconds > 0.0 ? fmt::format("{:.1f}", cost.flops / cost.seconds / 1e9) : "";
}

std::string share_text(const PassCost& cost, const Ceilings& ceilings) {
  if (cost.seconds <= 0.0 || cost.bytes <= 0.0 || !ceilings.known()) return "";
  return fmt::format("{:.0f} %", 100.0 * ceilings.share(cost.flops, cost.bytes, cost.seconds));
}

std::string table_line(const StepPart& part, const Ceilings& ceilings) {
  const auto time = [](double seconds) { return seconds > 0.0 ? fmt::format("{:.3f}", 1e3 * seconds) : ""; };
  return fmt::format("{:<12} {:<11} {:>11} {:>8} {:>7} {:>11} {:>8} {:>7}\n", part.name, part.kind,
                     time(part.forward.seconds), rate_text(part.forward), share_text(part.forward, ceilings),
                     time(part.backward.seconds), rate_text(part.backward), share_text(part.backward, ceilings));
}

}  // namespace

StepReport bench_step(const std::string& name, Index batch, const VariantChoice& variants, double seconds,
                      Device device) {
  Net<float> net(model(name), 0, variants, device);
  net.set_batch(batch);
  Solver solver(net, recipe_for(name));
  const Shape& image = net.spec().image;
  Tensor<float> x(Shape{batch, image[0], image[1], image[2]});
  Random random(0, Purpose::test);
  for (float& value : x.span()) value = static_cast<float>(random.normal());
  Tensor<Index> labels(Shape{batch});
  for (Index& label : labels.span()) label = random.below(net.spec().classes);

  const std::size_t loss = net.layers().size();
  const std::size_t zero = loss + 1;
  const std::size_t update = loss + 2;
  Laps laps(loss + 3, device);
  net.watch([&](std::size_t layer, bool backward) { laps.lap(layer, backward); });
  StepReport report{.net = name, .batch = batch, .threads = threads()};
  Index step = 0;
  report.step = measure(
      [&] {
        const Pass<float> pass{.training = true, .seed = 0, .epoch = step++, .first_image = 0};
        laps.start();
        net.zero_gradients();
        laps.lap(zero, false);
        net.forward(x, pass);
        net.loss(labels);
        laps.lap(loss, false);
        net.backward(x, labels, pass);
        solver.step(1.0);
        laps.lap(update, false);
      },
      seconds);
  report.peak_memory_mib = peak_memory_mib();

  for (std::size_t i = 0; i < loss; ++i) report.parts.push_back(part_of(net, i, batch));
  const double logits = bytes_of(batch * net.spec().classes);
  const double parameters = bytes_of(net.parameter_count());
  report.parts.push_back({"loss", "softmax", {.bytes = 2.0 * logits}, {.bytes = 2.0 * logits}});
  report.parts.push_back({"gradients", "to zero", {.bytes = parameters}, {}});
  // Reads weight, gradient and velocity; writes weight and velocity.
  report.parts.push_back({"update", "sgd", {.bytes = 5.0 * parameters}, {}});
  for (std::size_t i = 0; i < report.parts.size(); ++i) {
    const bool inside = i < loss && net.run_by_the_layer_before(i);
    report.parts[i].forward.seconds = inside ? 0.0 : laps.median(i, false);
    report.parts[i].backward.seconds = laps.median(i, true);
  }
  return report;
}

std::string step_table(const StepReport& report, const Ceilings& ceilings) {
  std::string text = fmt::format("{:<12} {:<11} {:>11} {:>8} {:>7} {:>11} {:>8} {:>7}\n", "layer", "kind", "forward ms",
                                 "GFLOP/s", "of roof", "backward ms", "GFLOP/s", "of roof");
  PassCost whole{.seconds = report.step.median};
  double forward = 0.0;
  double backward = 0.0;
  for (const StepPart& part : report.parts) {
    text += table_line(part, ceilings);
    forward += part.forward.seconds;
    backward += part.backward.seconds;
    whole.flops += part.forward.flops + part.backward.flops;
  }
  text += fmt::format("{:<24} {:>11.3f} {:>16} {:>11.3f}\n", "sum", 1e3 * forward, "", 1e3 * backward);
  text += fmt::format("step {:.1f} ms, {:.1f} images/s, {} GFLOP/s", 1e3 * report.step.median,
                      report.images_per_second(), rate_text(whole));
  if (ceilings.known()) {
    text += fmt::format(", {:.0f} % of the peak", 100.0 * whole.flops / whole.seconds / 1e9 / ceilings.gflops);
  }
  if (report.peak_memory_mib > 0.0) text += fmt::format(", most memory held {:.0f} MiB", report.peak_memory_mib);
  return text + "\n";
}

}  // namespace seven
