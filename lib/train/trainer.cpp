#include "train/trainer.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>

#include "core/file.h"
#include "core/progress.h"
#include "data/mean.h"
#include "train/load_parameters.h"
#include "train/log.h"
#include "train/solver.h"
#include "train/stall.h"

namespace seven {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// One run, from its start or from a checkpoint.
class Run {
 public:
  Run(Net<float>& net, const Recipe& recipe, const Dataset& training, const Dataset& held_out,
      const TrainOptions& options)
      : net_(net), recipe_(recipe), options_(options), solver_(net, recipe), stall_(net.spec().classes) {
    check(recipe);
    if (options.checkpoint_batches < 0 || options.stop_after_batches < 0) {
      throw Error("a number of batches is below 0")
          .expected("0 (never) or more batches between checkpoints and before a stop")
          .got(fmt::format("{} and {}", options.checkpoint_batches, options.stop_after_batches))
          .wrong_use();
    }
    state_.net = net.spec().name;
    state_.data = options.data;
    state_.classes = net.spec().classes;
    state_.class_names = join_names(training.class_names());
    state_.batch = recipe.batch;
    state_.seed = recipe.seed;
    state_.crop = recipe.crop;
    state_.training_images = training.size();
    if (static_cast<Index>(training.class_names().size()) != net.spec().classes) {
      throw Error("the data set and the net differ in their classes")
          .where(net.spec().name)
          .expected(std::to_string(net.spec().classes) + " classes")
          .got(std::to_string(training.class_names().size()) + " classes in " + options.data)
          .wrong_use();
    }
    if (!options.directory.empty()) make_directories(options.directory);
    if (!options.directory.empty() && std::filesystem::exists(checkpoint_path())) {
      if (!options.resume) {
        throw Error("this directory holds a run already")
            .where(options.directory.string())
            .fix("resume it (--resume), or name another directory (--out)")
            .wrong_use();
      }
      resume();
    }
    if (!options.directory.empty()) remove_leftovers(checkpoint_path());
    if (!mean_) mean_ = mean_as_image(training, recipe.mean);
    batches_ = make_loader(training_loader_, training, true);
    make_loader(held_out_loader_, held_out, false);
    log_.emplace(options.directory.empty() ? "" : options.directory / "log.jsonl", done(), state_.epoch);
  }

  std::vector<EpochResult> go() {
    std::vector<EpochResult> results;
    while (state_.epoch < recipe_.epochs) {
      EpochResult result;
      if (!train_epoch(result)) return results;  // stopped half-way
      expect_finite_parameters();
      result.held_out = evaluate(net_, *held_out_loader_);
      if (!std::isfinite(result.held_out.loss)) stop_for_nan(result.held_out.not_finite, result.held_out.loss);
      end_epoch(recipe_.schedule, state_.schedule, result.held_out.top1_error);
      ++state_.epoch;
      state_.next_batch = state_.images = state_.wrong = 0;
      state_.loss_sum = 0.0;
      log_->epoch(done(), result);
      save();
      results.push_back(result);
      if (options_.on_epoch) options_.on_epoch(result);
    }
    return results;
  }

 private:
  [[nodiscard]] std::filesystem::path checkpoint_path() const { return options_.directory / "checkpoint.safetensors"; }
  [[nodiscard]] Index done() const { return state_.epoch * batches_ + state_.next_batch; }

  Index make_loader(std::optional<Loader>& loader, const Dataset& data, bool training) {
    LoaderOptions how;
    how.batch = recipe_.batch;
    how.crop = recipe_.crop;
    how.random_crop = training && recipe_.random_crop;
    how.flip = training && recipe_.flip;
    how.shuffle = training;
    how.seed = recipe_.seed;
    how.threads = options_.loader_threads;
    how.mean = *mean_;
    loader.emplace(data, how);
    return loader->batches();
  }

  // Returns false if the run is to stop in mid-epoch.
  bool train_epoch(EpochResult& result) {
    const double factor = rate_factor(recipe_.schedule, state_.schedule, state_.epoch);
    const Index first_batch = state_.next_batch;
    const Index first_image = state_.images;
    std::unique_ptr<Progress> progress;
    if (options_.out != nullptr) {
      progress = std::make_unique<Progress>(*options_.out, options_.terminal,
                                            fmt::format("epoch {:>3}/{}", state_.epoch + 1, recipe_.epochs),
                                            state_.training_images - first_image, "images");
    }
    training_loader_->start(state_.epoch, first_batch);
    const Clock::time_point start = Clock::now();
    Batch batch;
    while (training_loader_->next(batch)) {
      const double loss = train_batch(batch, factor);
      if (progress)
        progress->advance(batch.labels.size(),
                          fmt::format("loss {:.3f}", state_.loss_sum / static_cast<double>(state_.images)));
      log_->batch(done(), state_.epoch + 1, state_.next_batch, loss, recipe_.rate * factor);
      warn_if_stalled(loss);
      if (options_.checkpoint_batches > 0 && state_.next_batch % options_.checkpoint_batches == 0) {
        expect_finite_parameters();
        save();
      }
      if (options_.stop_after_batches > 0 && ++trained_ >= options_.stop_after_batches) return false;
    }
    if (progress) progress->finish();
    const auto images = static_cast<double>(state_.images);
    result = {.epoch = state_.epoch + 1,
              .rate = recipe_.rate * factor,
              .train_loss = state_.loss_sum / images,
              .train_error = static_cast<double>(state_.wrong) / images,
              .held_out = {},
              .seconds = seconds_since(start),
              .images_per_second = 0.0};
    result.images_per_second = static_cast<double>(state_.images - first_image) / result.seconds;
    return true;
  }

  //! [train_batch]
  double train_batch(const Batch& batch, double factor) {
    const Pass<float> pass{.training = true,
                           .seed = recipe_.seed,
                           .epoch = state_.epoch,
                           .first_image = state_.next_batch * recipe_.batch};
    net_.zero_gradients();
    net_.forward(batch.images, pass);
    const double loss = net_.loss(batch.labels);
    if (!std::isfinite(loss)) stop_for_nan(net_.first_not_finite(batch.images, pass), loss);
    const Tensor<float>& logits = net_.logits();
    for (Index i = 0; i < batch.labels.size(); ++i) {
      if (rank_of(logits.data() + i * net_.spec().classes, net_.spec().classes, batch.labels[i]) > 0) ++state_.wrong;
    }
    net_.backward(batch.images, batch.labels, pass);
    solver_.step(factor);
    state_.loss_sum += loss * static_cast<double>(batch.labels.size());
    state_.images += batch.labels.size();
    ++state_.next_batch;
    return loss;
  }
  //! [train_batch]

  // Before a checkpoint takes the place of the last one: a batch may have ruined the weights after its own loss was
  // still a number.
  void expect_finite_parameters() {
    if (const std::string name = net_.first_bad_parameter(); !name.empty()) {
      stop_for_nan(name, std::numeric_limits<double>::quiet_NaN());
    }
  }

  [[noreturn]] void stop_for_nan(const std::string& layer, double loss) {
    throw Error("the loss is not a finite number any more")
        .where(fmt::format("epoch {}, after {} of {} batches; first seen in {}", state_.epoch + 1, state_.next_batch,
                           batches_, layer.empty() ? "the loss" : layer))
        .got(std::isnan(loss) ? "loss nan" : fmt::format("loss {}", loss))
        .fix("lower the rate (a tenth), or look at the data; the last checkpoint, if there is one, is from before");
  }

  void warn_if_stalled(double loss) {
    const std::string warning = stall_.add(loss);
    if (!warning.empty() && options_.out != nullptr) *options_.out << "\n" << warning << std::flush;
  }

  void save() {
    if (options_.directory.empty()) return;
    std::vector<Parameter<float>*> parameters = net_.parameters();
    state_.tensors.clear();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      state_.tensors[parameters[i]->name] = parameters[i]->value.to(Device::cpu);
      state_.tensors["velocity/" + parameters[i]->name] = solver_.velocities()[i].to(Device::cpu);
    }
    state_.tensors["mean"] = *mean_;
    save_checkpoint(checkpoint_path(), state_);
    state_.tensors.clear();
  }

  void resume() {
    Checkpoint checkpoint = load_checkpoint(checkpoint_path());
    load_parameters(net_, checkpoint, checkpoint_path().string());
    if (checkpoint.batch != recipe_.batch || checkpoint.seed != recipe_.seed || checkpoint.data != options_.data ||
        checkpoint.crop != recipe_.crop ||
        (checkpoint.training_images > 0 && checkpoint.training_images != state_.training_images)) {
      const auto text = [](const Checkpoint& c) {
        return fmt::format("data {}, {} training images, batch {}, seed {}, crop {}", c.data, c.training_images,
                           c.batch, c.seed, c.crop);
      };
      throw Error("a run cannot be resumed with other data or another recipe")
          .where(checkpoint_path().string())
          .expected(text(checkpoint))
          .got(text(state_))
          .fix("use the same options, or another directory")
          .wrong_use();
    }
    std::vector<Parameter<float>*> parameters = net_.parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      solver_.velocities()[i].copy_from(tensor_in(checkpoint, "velocity/" + parameters[i]->name,
                                                  parameters[i]->value.shape(), checkpoint_path().string()));
    }
    mean_ = tensor_in(checkpoint, "mean", std::nullopt, checkpoint_path().string());
    checkpoint.tensors.clear();
    checkpoint.training_images = state_.training_images;
    state_ = std::move(checkpoint);
  }

  Net<float>& net_;
  const Recipe& recipe_;
  const TrainOptions& options_;
  Solver solver_;
  StallDetector stall_;
  Checkpoint state_;  // its tensors are filled only while saving
  std::optional<Tensor<float>> mean_;
  std::optional<Loader> training_loader_;
  std::optional<Loader> held_out_loader_;
  std::optional<TrainLog> log_;
  Index batches_ = 0;  // of one epoch
  Index trained_ = 0;  // batches of this call
};

}  // namespace

std::vector<EpochResult> train(Net<float>& net, const Recipe& recipe, const Dataset& training, const Dataset& held_out,
                               const TrainOptions& options) {
  return Run(net, recipe, training, held_out, options).go();
}

std::string join_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::vector<std::string> split_names(const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    names.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return names;
}

}  // namespace seven
