#include "train/log.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "core/file.h"

namespace seven {

namespace {

// The lines of a log whose step is at most `done`. A line cut short by a kill is dropped as well.
std::string lines_up_to(const std::string& text, Index done) {
  std::string kept;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json entry = nlohmann::json::parse(line, nullptr, false);
    if (entry.is_object() && entry.value("step", Index{0}) <= done) kept += line + "\n";
  }
  return kept;
}

}  // namespace

TrainLog::TrainLog(const std::filesystem::path& path, Index done) {
  if (path.empty()) return;
  if (std::filesystem::exists(path)) write_file(path, done > 0 ? lines_up_to(read_file(path), done) : "");
  out_.open(path, std::ios::app);
  if (!out_) throw Error("the log cannot be written").where(path.string()).fix("check the directory's permissions");
}

void TrainLog::batch(Index step, Index epoch, Index batch, double loss, double rate) {
  if (!out_.is_open()) return;
  const nlohmann::ordered_json line = {{"event", "batch"}, {"step", step}, {"epoch", epoch},
                                       {"batch", batch},   {"loss", loss}, {"rate", rate}};
  out_ << line.dump() << std::endl;
}

void TrainLog::epoch(Index step, const EpochResult& r) {
  if (!out_.is_open()) return;
  const nlohmann::ordered_json line = {{"event", "epoch"},
                                       {"step", step},
                                       {"epoch", r.epoch},
                                       {"rate", r.rate},
                                       {"train_loss", r.train_loss},
                                       {"train_error", r.train_error},
                                       {"held_out_loss", r.held_out.loss},
                                       {"held_out_top1_error", r.held_out.top1_error},
                                       {"held_out_top5_error", r.held_out.top5_error},
                                       {"seconds", r.seconds},
                                       {"images_per_second", r.images_per_second}};
  out_ << line.dump() << std::endl;
}

}  // namespace seven
