#include "train/log.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/file.h"

namespace seven {

namespace {

// The number under `key`; a line without it belongs nowhere and counts as not done.
Index number(const nlohmann::json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_number_integer() ? found->get<Index>() : std::numeric_limits<Index>::max();
}

// The lines of a log that are done. A kill can fall between an epoch's line and its checkpoint, which may have been
// saved with the epoch's last batch: then only the number of epochs tells that the line will come again. A line cut
// short by a kill is dropped as well.
std::string lines_up_to(const std::string& text, Index batches, Index epochs) {
  std::string kept;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json entry = nlohmann::json::parse(line, nullptr, false);
    if (!entry.is_object() || number(entry, "step") > batches) continue;
    if (entry.value("event", nlohmann::json()) == "epoch" && number(entry, "epoch") > epochs) continue;
    kept += line + "\n";
  }
  return kept;
}

}  // namespace

TrainLog::TrainLog(const std::filesystem::path& path, Index batches, Index epochs) : path_(path) {
  if (path.empty()) return;
  if (std::filesystem::exists(path)) write_file(path, lines_up_to(read_file(path), batches, epochs));
  out_.open(path, std::ios::app);
  if (!out_) throw Error("the log cannot be written").where(path.string()).fix("check the directory's permissions");
}

void TrainLog::write(const std::string& line) {
  out_ << line << std::endl;
  if (out_) return;
  throw Error("the log cannot be written any more")
      .where(path_.string())
      .fix("free some space on that disk, then go on from the last checkpoint (--resume)");
}

void TrainLog::batch(Index step, Index epoch, Index batch, double loss, double rate) {
  if (!out_.is_open()) return;
  const nlohmann::ordered_json line = {{"event", "batch"}, {"step", step}, {"epoch", epoch},
                                       {"batch", batch},   {"loss", loss}, {"rate", rate}};
  write(line.dump());
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
  write(line.dump());
}

}  // namespace seven
