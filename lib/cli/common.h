// What several commands share: options for variants, data sets by name, nets from checkpoints.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "cli/command.h"
#include "data/dataset.h"
#include "learn/workshop.h"
#include "nn/layer.h"
#include "nn/net.h"
#include "train/checkpoint.h"

namespace seven::cli {

// Adds --conv2d VARIANT, --pool2d VARIANT and so on for each op that a layer can be made of.
void add_variant_options(Command app, const std::shared_ptr<VariantChoice>& variants);

// Adds --device cpu|cuda|simt|simt_check.
void add_device_option(Command app, std::string& device);

struct DataOptions {
  std::string name;             // cifar10 or synth; empty: cifar10, or what the checkpoint was trained on
  std::string directory;        // where cifar10 lies; empty: $SEVEN_DATA, then datasets/cifar10/data
  std::optional<Index> images;  // of synth, for training, and a fifth as many held out; none: 12,000 and 2,400
};
void add_data_options(Command app, const std::shared_ptr<DataOptions>& options);

// `classes` is the net's: synth is made with as many. Throws Error (wrong use) for an unknown name, and (skipped) where
// the data is not there.
std::unique_ptr<Dataset> training_set(const DataOptions& options, Index classes);
std::unique_ptr<Dataset> held_out_set(const DataOptions& options, Index classes);

// Throws Error (wrong use) naming the option unless lowest <= value <= highest.
void expect_option(const std::string& option, Index value, Index lowest,
                   Index highest = std::numeric_limits<Index>::max());

// Throws Error (wrong use) naming the option unless `value` is a time to measure for: finite and above 0.
void expect_seconds(const std::string& option, double value);

// Images in a batch where a benchmark is told no number: of layers alone, and of a whole training step.
inline constexpr Index kLayersBatch = 8;
inline constexpr Index kNetBatch = 128;

// For options that take a seed: CLI11 would read -1 as a very large number.
void refuse_negative(Option option);

// A trained net with the mean image its inputs want.
struct TrainedNet {
  Checkpoint checkpoint;
  std::unique_ptr<Net<float>> net;
};
// Throws Error for a checkpoint that is damaged, of an unknown net or of another one than its name says, or that holds
// numbers which are not finite.
TrainedNet load_net(const std::string& checkpoint);

// How students' files are compiled: as this program was. SEVEN_COURSE is another folder with exercises/.
learn::Toolchain toolchain();

// How this program was called: "./seven train --net cifar-80sec ...".
void set_command_line(int argc, char** argv);
const std::string& command_line();

}  // namespace seven::cli
