// Chapter 04: a small net is examined as a careful person would before training it, then trained before your eyes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "check/gradient.h"
#include "core/progress.h"
#include "data/mean.h"
#include "inspect/picture.h"
#include "inspect/plot.h"
#include "lab/demo.h"
#include "nets.h"
#include "program.h"
#include "runs.h"
#include "train/solver.h"

using namespace chapter;

namespace {

// One batch as a loader prepares it: the first `count` pictures less the mean of all.
Batch first_batch(const Dataset& data, Index count) {
  Loader loader(data, {.batch = count, .shuffle = false, .threads = 0, .mean = mean_image(data)});
  loader.start(0);
  Batch batch;
  loader.next(batch);
  return batch;
}

// --- Before training: the four habits --------------------------------------------------------------------------------

void loss_at_the_start(const Batch& batch) {
  Net<float> net(small_net());
  net.forward(batch.images, {});
  fmt::print("1. The loss before training: {:.3f}; ln(10) is {:.3f}.\n", net.loss(batch.labels), std::log(10.0));
}

// Ten pictures must be learned by heart. Whoever cannot do that has a mistake, not a hard problem.
void overfit_ten(Net<float>& net, const Batch& ten) {
  Recipe recipe = small_recipe();
  recipe.decay = 0.0;
  Solver solver(net, recipe);
  fmt::print(
      "2. Ten pictures, again and again. Beside the loss the size of each step in units of the weights (3.):\n\n");
  fmt::print("{:>7}{:>9}", "step", "loss");
  for (const Parameter<float>* p : net.parameters()) {
    if (p->value.shape().rank() > 1) fmt::print("{:>15}", p->name);
  }
  fmt::print("\n");
  for (int step = 0; step <= 20; ++step) {
    //! [step]
    net.zero_gradients();
    net.forward(ten.images, {.training = true});
    const double loss = net.loss(ten.labels);
    net.backward(ten.images, ten.labels, {.training = true});
    solver.step(1.0);
    //! [step]
    if (step % 2 != 0) continue;
    fmt::print("{:>7}{:>9.4f}", step, loss);
    for (std::size_t i = 0; i < net.parameters().size(); ++i) {
      const Tensor<float>& weights = net.parameters()[i]->value;
      if (weights.shape().rank() < 2) continue;  // biases start at 0: no unit to measure them in
      fmt::print("{:>15.1e}", root_mean_square(solver.velocities()[i]) / root_mean_square(weights));
    }
    fmt::print("\n");
  }
}

// The gradient of every parameter of the whole net: the function is the loss on a few pictures. The weights are those
// after some steps, since at the very start most of them are too near to zero to say much.
GradientReport check_whole_net(Net<float>& trained, const Batch& batch) {
  Net<double> net(small_net());
  Tensor<double> x(batch.images.shape());
  std::copy_n(batch.images.data(), x.size(), x.data());
  NamedTensors weights;
  for (const Parameter<float>* p : trained.parameters()) {
    weights[p->name] = Tensor<double>(p->value.shape());
    std::copy_n(p->value.data(), p->value.size(), weights[p->name].data());
  }
  const auto loss_with = [&](const NamedTensors& values) {
    for (Parameter<double>* p : net.parameters()) p->value = values.at(p->name);
    net.forward(x, {});
    return net.loss(batch.labels);
  };
  const auto forward = [&](const NamedTensors& values) {
    Tensor<double> loss(Shape{});
    loss[0] = loss_with(values);
    return loss;
  };
  const auto backward = [&](const NamedTensors& values, const Tensor<double>& grad_loss) {
    loss_with(values);
    net.zero_gradients();
    net.backward(x, batch.labels, {});
    NamedTensors gradients;
    for (const Parameter<double>* p : net.parameters()) {
      gradients[p->name] = p->grad;
      for (double& g : gradients[p->name].span()) g *= grad_loss[0];
    }
    return gradients;
  };
  GradientCheckOptions options;
  options.max_probes = 10;
  return check_gradient(forward, backward, weights, options);
}

void print_spreads(const std::vector<Spread>& all) {
  fmt::print("\nEight convolutions before any training: the root mean square of each one's output.\n\n{:<22}", "");
  for (const auto& [layer, size] : all.front().layers) fmt::print("{:>9}", layer);
  fmt::print("{:>9}\n", "loss");
  for (const Spread& spread : all) {
    fmt::print("{:<22}", spread.name);
    for (const auto& [layer, size] : spread.layers) fmt::print("{:>9.1e}", size);
    fmt::print("{:>9.4g}\n", spread.loss);
  }
}

// --- Training --------------------------------------------------------------------------------------------------------

// Far too few pictures, seen far too often: the net learns them by heart.
std::vector<EpochResult> overfit(const Dataset& held_out, Index epochs) {
  Net<float> net(small_net());
  Recipe recipe = small_recipe();
  recipe.batch = 20;
  recipe.epochs = epochs;
  recipe.rate = 0.0003;
  recipe.decay = 0.0;
  recipe.schedule.drops = {};
  TrainOptions how;
  how.on_epoch = [](const EpochResult& r) { print_epoch(r, 4); };
  return train(net, recipe, *pictures(300), held_out, how);
}

Series losses(const std::string& name, const std::vector<EpochResult>& epochs, bool held_out) {
  Series series{name, {}};
  for (const EpochResult& r : epochs) {
    series.points.emplace_back(static_cast<double>(r.epoch), held_out ? r.held_out.loss : r.train_loss);
  }
  return series;
}

void show(const DemoReport& report) {
  const TerminalColours colours = stdout_colours();
  fmt::print("\nThe first layer's filters:\n\n{}", terminal_picture(report.filters, 96, colours));
  for (const std::size_t i : {std::size_t{0}, report.predictions.size() - 1}) {  // the last one is wrong, if any is
    const Prediction& p = report.predictions[i];
    fmt::print("\n{}it is: {}; the net says:", terminal_picture(p.image, 32, colours),
               report.class_names.at(static_cast<std::size_t>(p.label)));
    for (const auto& [answer, probability] : p.best) {
      fmt::print("  {} {:.1f} %", report.class_names.at(static_cast<std::size_t>(answer)), 100 * probability);
    }
    fmt::print("\n");
  }
}

// The picture called `which`: one of kPictures.
const std::vector<std::string> kPictures = {"overfitting", "learning", "spread"};

std::string picture(const std::string& which, const std::vector<Spread>& all, const std::vector<EpochResult>& many,
                    const std::vector<EpochResult>& few) {
  PlotOptions options{.title = "4000 pictures", .x_label = "epoch", .y_label = "loss", .own_file = true};
  if (which == "learning")
    return svg_curves(options, {losses("training", many, false), losses("held out", many, true)});
  options.title = "300 pictures, learned by heart";
  if (which == "overfitting")
    return svg_curves(options, {losses("training", few, false), losses("held out", few, true)});
  std::vector<Series> series;
  for (const Spread& spread : all) {
    series.push_back({spread.name, {}});
    for (const auto& [layer, size] : spread.layers) {
      series.back().points.emplace_back(static_cast<double>(series.back().points.size() + 1), size);
    }
  }
  options.title = "The size of activations";
  options.x_label = "convolution";
  options.y_label = "root mean square";
  options.log_y = true;
  return svg_curves(options, series);
}

void run(const chapters::Program& program, const std::string& which_picture) {
  const std::unique_ptr<Dataset> training = pictures(program.quick ? 300 : 4000);
  const std::unique_ptr<Dataset> held_out = pictures(program.quick ? 200 : 1000, Split::held_out);
  Net<float> net(small_net());
  fmt::print("{}\nBefore training, four habits.\n\n", net.table());
  loss_at_the_start(first_batch(*training, 64));
  Net<float> ten(small_net());
  overfit_ten(ten, first_batch(*training, 10));
  fmt::print("\n4. Every gradient of the net, on four other pictures:\n\n{}",
             check_whole_net(ten, first_batch(*held_out, 4)).str());
  const std::vector<Spread> all = spreads(first_batch(*training, 64));
  print_spreads(all);

  fmt::print("\nTraining on {} pictures, judged by {} others; # is 2.5 % of held-out error.\n\n", training->size(),
             held_out->size());
  Recipe recipe = small_recipe();
  if (program.quick) recipe.epochs = 1;
  TrainOptions how;
  how.out = &std::cerr;
  how.terminal = stderr_is_terminal();
  how.on_epoch = [](const EpochResult& r) { print_epoch(r); };
  const std::vector<EpochResult> many = train(net, recipe, *training, *held_out, how);
  show(examine(net, *held_out, mean_image(*training), many));
  fmt::print("\nThe same net on 300 pictures, learned by heart:\n\n");
  const std::vector<EpochResult> few = overfit(*held_out, program.quick ? 4 : 24);
  program.save_picture(picture(which_picture, all, many, few));
  if (program.results.empty()) return;
  record_spreads(program, all);
  record_runs(program, *training, *held_out);
}

}  // namespace

int main(int argc, char** argv) {
  chapters::Program program("04", "a net that learns: looked at before training, trained, and looked at after");
  std::string which_picture = kPictures.front();
  program.app.add_option("--of", which_picture, "which picture --picture writes")
      .one_of(kPictures)
      .capture_default_str();
  program.app.footer("With --record it trains nine more nets, which takes a few minutes.");
  return program.run(argc, argv, [&] { run(program, which_picture); });
}
