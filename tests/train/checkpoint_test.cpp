#include "train/checkpoint.h"

#include <doctest.h>

#include <cerrno>
#include <limits>
#include <string>

#include "core/file.h"
#include "data/safetensors.h"
#include "support/message.h"
#include "support/temporary_directory.h"
#include "train/load_parameters.h"
#include "train/toy.h"

using namespace seven;

namespace {

Checkpoint example() {
  Checkpoint c;
  c.net = "toy";
  c.data = "stripes";
  c.class_names = "left,middle,right";
  c.classes = 3;
  c.batch = 16;
  c.seed = 0xFFFFFFFFFFFFFFFFULL;
  c.epoch = 3;
  c.next_batch = 7;
  c.loss_sum = 0.1 + 0.2;
  c.wrong = 5;
  c.images = 112;
  c.schedule.best_error = 1.0 / 3.0;
  c.schedule.drops = 1;
  Tensor<float> w(Shape{2, 3});
  for (Index i = 0; i < 6; ++i) w[i] = 0.1F * static_cast<float>(i);
  c.tensors["w"] = std::move(w);
  return c;
}

}  // namespace

TEST_CASE("a checkpoint comes back bit for bit") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "c.safetensors";
  save_checkpoint(path, example());
  const Checkpoint c = load_checkpoint(path);
  CHECK(c.net == "toy");
  CHECK(c.class_names == "left,middle,right");
  CHECK(c.seed == 0xFFFFFFFFFFFFFFFFULL);
  CHECK(c.next_batch == 7);
  CHECK(c.loss_sum == 0.1 + 0.2);
  CHECK(c.schedule.best_error == 1.0 / 3.0);
  CHECK(get<float>(c.tensors, "w")[5] == 0.1F * 5.0F);
}

TEST_CASE("an infinite best error survives") {
  const TemporaryDirectory directory;
  Checkpoint c = example();
  c.schedule.best_error = std::numeric_limits<double>::infinity();
  save_checkpoint(directory.path() / "c", c);
  CHECK(load_checkpoint(directory.path() / "c").schedule.best_error == c.schedule.best_error);
}

TEST_CASE("a checkpoint cut short anywhere is refused") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "c.safetensors";
  save_checkpoint(path, example());
  const std::string whole = read_file(path);
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 16) {
    write_file(path, whole.substr(0, size));
    CHECK_MESSAGE(message_of([&] { load_checkpoint(path); }) != "no error", "accepted at " << size << " bytes");
  }
  write_file(path, whole.substr(0, whole.size() - 1));
  CHECK(contains(message_of([&] { load_checkpoint(path); }), "damaged"));
}

TEST_CASE("a flipped bit in any byte is refused") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "c.safetensors";
  save_checkpoint(path, example());
  const std::string whole = read_file(path);
  for (std::size_t at = 0; at < whole.size();
       at += at < 16 ? 1 : 3) {  // each file is synced to the disk: not every byte
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    write_file(path, flipped);
    CHECK_MESSAGE(message_of([&] { load_checkpoint(path); }) != "no error", "accepted with byte " << at << " flipped");
  }
}

TEST_CASE("a checkpoint of a newer version, and a file that is none, are told apart from damage") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "c.safetensors";
  save_checkpoint(path, example());
  std::string bytes = read_file(path);
  const std::string version = "\"seven.version\":\"1\"";
  bytes.replace(bytes.find(version), version.size(), "\"seven.version\":\"9\"");
  write_file(path, bytes);
  CHECK(contains(message_of([&] { load_checkpoint(path); }), "newer version"));
  write_safetensors(path, example().tensors);
  CHECK(contains(message_of([&] { load_checkpoint(path); }), "no checkpoint"));
  write_file(path, "hello");
  CHECK(message_of([&] { load_checkpoint(path); }) != "no error");
  CHECK(contains(message_of([&] { load_checkpoint(directory.path()); }), "directory"));
}

TEST_CASE("a checkpoint of another net names both nets, and a parameter of another shape both shapes") {
  Net<float> net(toy::net(), 1);
  Checkpoint c = example();
  for (Parameter<float>* parameter : net.parameters()) c.tensors[parameter->name] = parameter->value;
  load_parameters(net, c, "c");
  c.tensors["fc.bias"] = Tensor<float>(Shape{4});
  std::string text = message_of([&] { load_parameters(net, c, "c"); });
  CHECK(contains(text, "fc.bias"));
  CHECK(contains(text, "(3)"));
  CHECK(contains(text, "(4)"));
  c.tensors["fc.bias"] = Tensor<float>(Shape{3});
  std::get<Tensor<float>>(c.tensors["conv1.weight"])[4] = std::numeric_limits<float>::quiet_NaN();
  text = message_of([&] { load_parameters(net, c, "c"); });
  CHECK(contains(text, "c, conv1.weight, index 4"));
  c.tensors.erase("conv1.weight");
  CHECK(contains(message_of([&] { load_parameters(net, c, "c"); }), "a tensor named conv1.weight"));
  c.net = "cifar-80sec";
  text = message_of([&] { load_parameters(net, c, "c"); });
  CHECK(contains(text, "toy"));
  CHECK(contains(text, "cifar-80sec"));
}

TEST_CASE("a full disk while saving leaves the old checkpoint whole") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "c.safetensors";
  save_checkpoint(path, example());
  for (const char* broken : {"open", "write", "sync", "rename"}) {
    set_write_fault([&](std::string_view step) { return step == broken ? ENOSPC : 0; });
    Checkpoint other = example();
    other.epoch = 99;
    const std::string text = message_of([&] { save_checkpoint(path, other); });
    set_write_fault(nullptr);
    CHECK(contains(text, "the old file is unchanged"));
    CHECK(load_checkpoint(path).epoch == 3);
  }
}
