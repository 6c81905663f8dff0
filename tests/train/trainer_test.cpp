#include "train/trainer.h"

#include <doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "core/compare.h"
#include "core/file.h"
#include "core/parallel.h"
#include "support/message.h"
#include "support/temporary_directory.h"
#include "train/load_parameters.h"
#include "train/toy.h"

using namespace seven;

namespace {

// All parameters of a net in one row.
std::vector<float> weights_of(Net<float>& net) {
  std::vector<float> all;
  for (Parameter<float>* parameter : net.parameters()) {
    all.insert(all.end(), parameter->value.span().begin(), parameter->value.span().end());
  }
  return all;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

struct Outcome {
  std::vector<float> weights;
  std::vector<EpochResult> epochs;
};

Outcome run(const TrainOptions& options, const Recipe& recipe = toy::recipe()) {
  Net<float> net(toy::net(), recipe.seed);
  const toy::Stripes training(200, 1);
  const toy::Stripes held_out(60, 2);
  Outcome outcome;
  outcome.epochs = train(net, recipe, training, held_out, options);
  outcome.weights = weights_of(net);
  return outcome;
}

}  // namespace

TEST_CASE("a small net learns a small task") {
  const Outcome outcome = run({});
  REQUIRE(outcome.epochs.size() == 4);
  CHECK(outcome.epochs.back().held_out.top1_error < 0.1);
  CHECK(outcome.epochs.back().train_loss < outcome.epochs.front().train_loss);
  CHECK(outcome.epochs[3].rate == doctest::Approx(0.1 * outcome.epochs[2].rate));
}

TEST_CASE("the recipe says which mean is subtracted, and the checkpoint holds it") {
  for (const Mean mean : {Mean::image, Mean::channels, Mean::none}) {
    const TemporaryDirectory directory;
    Recipe recipe = toy::recipe();
    recipe.epochs = 1;
    recipe.mean = mean;
    TrainOptions options;
    options.directory = directory.path();
    run(options, recipe);
    const Checkpoint checkpoint = load_checkpoint(directory.path() / "checkpoint.safetensors");
    const Tensor<float> expected = mean_as_image(toy::Stripes(200, 1), mean);
    CHECK(compare(get<float>(checkpoint.tensors, "mean").span(), expected.span(), {}).passed);
  }
}

TEST_CASE("a run killed anywhere and resumed ends in the same bits") {
  const std::vector<float> straight = run({}).weights;
  // 13 batches an epoch: in mid-epoch, at an epoch's last batch, at its first, and twice.
  for (const std::vector<Index>& kills : {std::vector<Index>{5}, {13}, {14}, {26}, {7, 20}, {1, 1, 1, 1, 30}}) {
    const TemporaryDirectory directory;
    TrainOptions options;
    options.directory = directory.path();
    options.checkpoint_batches = 1;
    options.resume = true;
    for (const Index kill : kills) {
      options.stop_after_batches = kill;
      run(options);
    }
    options.stop_after_batches = 0;
    CHECK(same_bits(run(options).weights, straight));
  }
}

TEST_CASE("a kill between checkpoints goes back to the last one and still ends in the same bits") {
  const std::vector<float> straight = run({}).weights;
  const TemporaryDirectory directory;
  TrainOptions options;
  options.directory = directory.path();
  options.checkpoint_batches = 4;
  options.resume = true;
  options.stop_after_batches = 19;  // one epoch and six batches: the checkpoint is from the fourth
  run(options);
  options.stop_after_batches = 0;
  CHECK(same_bits(run(options).weights, straight));
}

TEST_CASE("the log of a resumed run reads like that of an uninterrupted one") {
  const TemporaryDirectory directory;
  TrainOptions options;
  options.directory = directory.path();
  options.checkpoint_batches = 4;
  options.resume = true;
  options.stop_after_batches = 19;
  run(options);
  options.stop_after_batches = 0;
  run(options);
  std::istringstream in(read_file(directory.path() / "log.jsonl"));
  Index batches = 0;
  Index epochs = 0;
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json entry = nlohmann::json::parse(line);
    if (entry["event"] == "batch") CHECK(entry["step"] == ++batches);
    if (entry["event"] == "epoch") CHECK(entry["epoch"] == ++epochs);
  }
  CHECK(batches == 52);
  CHECK(epochs == 4);
}

TEST_CASE("the number of threads, of loops and of the loader, changes no bit") {
  const int before = threads();
  set_threads(1);
  TrainOptions options;
  options.loader_threads = 0;
  const std::vector<float> one = run(options).weights;
  set_threads(3);
  options.loader_threads = 5;
  const std::vector<float> many = run(options).weights;
  set_threads(before);
  CHECK(same_bits(one, many));
}

TEST_CASE("a loss that is not finite stops the run and names the layer") {
  Recipe recipe = toy::recipe();
  recipe.rate = 1e30;
  const std::string text = message_of([&] { run({}, recipe); });
  INFO(text);
  CHECK(text.find("not a finite number") != std::string::npos);
  CHECK(text.find("first seen in fc") != std::string::npos);
}

TEST_CASE("weights that the last batch before a checkpoint ruined do not take the last good one's place") {
  for (const Index every : {0, 1}) {
    const TemporaryDirectory directory;
    TrainOptions options;
    options.directory = directory.path();
    Recipe recipe = toy::recipe();
    recipe.batch = 200;  // one batch an epoch: its own loss is still a number
    recipe.epochs = 1;
    run(options, recipe);
    recipe.epochs = 2;
    recipe.rate = 1e38;
    options.resume = true;
    options.checkpoint_batches = every;
    CHECK(contains(message_of([&] { run(options, recipe); }), "not a finite number"));
    const Checkpoint kept = load_checkpoint(directory / "checkpoint.safetensors");
    CHECK(kept.epoch == 1);
    Net<float> net(toy::net(), 0);
    load_parameters(net, kept, "kept");
  }
}

TEST_CASE("a run is not resumed on another number of images") {
  const TemporaryDirectory directory;
  TrainOptions options;
  options.directory = directory.path();
  run(options);
  options.resume = true;
  Net<float> net(toy::net(), 11);
  const toy::Stripes other(208, 1);
  const std::string text = message_of([&] { train(net, toy::recipe(), other, other, options); });
  CHECK(contains(text, "200 training images"));
  CHECK(contains(text, "208 training images"));
}

TEST_CASE("a directory that holds a run is not written over, and a run is not resumed with another recipe") {
  const TemporaryDirectory directory;
  TrainOptions options;
  options.directory = directory.path();
  options.stop_after_batches = 14;
  run(options);
  CHECK(message_of([&] { run(options); }).find("--resume") != std::string::npos);
  options.resume = true;
  Recipe recipe = toy::recipe();
  recipe.batch = 8;
  CHECK(message_of([&] { run(options, recipe); }).find("batch 16") != std::string::npos);
}

TEST_CASE("a data set with other classes than the net's is refused") {
  NetSpec spec = toy::net();
  spec.classes = 4;
  std::get<LinearSpec>(spec.layers.back().what).units = 4;
  Net<float> net(spec, 1);
  const toy::Stripes data(32, 1);
  const std::string text = message_of([&] { train(net, toy::recipe(), data, data, {}); });
  CHECK(text.find("3 classes") != std::string::npos);
  CHECK(text.find("4 classes") != std::string::npos);
}

TEST_CASE("names are joined and split again") {
  CHECK(split_names(join_names({"a", "b c", "d"})) == std::vector<std::string>{"a", "b c", "d"});
  CHECK(split_names("").empty());
}
