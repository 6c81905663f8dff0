// seven eval: the error of a trained network on the held-out images.
#include <fmt/format.h>

#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "train/metrics.h"

namespace seven::cli {

namespace {

void run(const std::string& checkpoint, DataOptions data) {
  const TrainedNet trained = load_net(checkpoint);
  if (data.name.empty()) data.name = trained.checkpoint.data;
  const std::unique_ptr<Dataset> images = held_out_set(data, trained.checkpoint.classes);
  LoaderOptions how;
  how.shuffle = false;
  how.crop = trained.checkpoint.crop;
  how.mean = get<float>(trained.checkpoint.tensors, "mean");
  Loader loader(*images, how);
  const Score score = evaluate(*trained.net, loader);
  fmt::print("{} on {}: top-1 error {:.2f} %, top-5 error {:.2f} %, log loss {:.4f}, {} images\n",
             trained.checkpoint.net, data.name, 100 * score.top1_error, 100 * score.top5_error, score.loss,
             score.images);
}

}  // namespace

void add_eval(Command app) {
  auto checkpoint = std::make_shared<std::string>();
  auto data = std::make_shared<DataOptions>();
  Command sub = app.add_subcommand("eval", "error of a trained network on held-out images");
  sub.add_option("checkpoint", *checkpoint, "a checkpoint that `seven train` wrote").required();
  add_data_options(sub, data);
  sub.footer("Example: seven eval out/cifar-80sec/checkpoint.safetensors");
  sub.callback([=] { run(*checkpoint, *data); });
}

}  // namespace seven::cli
