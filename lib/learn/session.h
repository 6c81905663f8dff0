// One learner at work in one project folder: what `seven learn`'s commands do, each writing to a stream.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "learn/manifest.h"
#include "learn/run.h"
#include "learn/say.h"
#include "learn/state.h"
#include "learn/workshop.h"

namespace seven::learn {

class Session {
 public:
  // Reads the manifest and the state of the project's folder. The workshop is made when it is first needed.
  Session(Toolchain toolchain, Voice voice);

  // The exercise named, or the one at hand if the name is empty (the first open one at the start).
  [[nodiscard]] const Exercise& at_hand(const std::string& name = "") const;

  void list(std::ostream& out) const;
  // Checks the exercise, writes the result and keeps it in the state. Returns whether it passed.
  bool run(std::ostream& out, const std::string& name);
  // Goes on to the next open exercise, once the one at hand has passed (or `skip`). Returns false if there is none.
  bool next(std::ostream& out, bool skip);
  void hint(std::ostream& out, const std::string& name);
  // Ours beside the learner's, once it has passed. Throws Error before that.
  void solution(std::ostream& out, const std::string& name) const;
  // The file as it was at the start; the learner's is kept under another name, which is said.
  void reset(std::ostream& out, const std::string& name);
  void task(std::ostream& out, const std::string& name = "") const;

  [[nodiscard]] std::filesystem::path file(const Exercise& exercise) const;
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Voice& voice() const { return voice_; }
  // Makes the workshop ready, which takes some seconds the first time.
  const Workshop& workshop(std::ostream& out);

 private:
  [[nodiscard]] std::string shown(const Exercise& exercise) const;
  // The line for the exercise in ROOT/.seven-class, which `seven grade --scores` writes as class-best.txt.
  [[nodiscard]] std::string class_best(const Exercise& exercise) const;
  void save() const;

  Toolchain toolchain_;
  Voice voice_;
  Manifest manifest_;
  State state_;
  std::unique_ptr<Workshop> workshop_;
};

}  // namespace seven::learn
