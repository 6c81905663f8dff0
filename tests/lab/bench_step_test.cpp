#include "lab/bench_step.h"

#include <doctest.h>

#include <string>

#include "nn/models/models.h"
#include "nn/net.h"
#include "support/message.h"

using namespace seven;

TEST_CASE("a step is timed part by part: every layer both ways, the loss, and the update") {
  const StepReport report = bench_step("demo", 2, {}, 0.01);
  const Outline<float> net(model("demo"));
  REQUIRE(report.parts.size() == net.layers().size() + 3);
  double sum = 0.0;
  for (std::size_t i = 0; i < net.layers().size(); ++i) {
    const StepPart& part = report.parts[i];
    const Layer<float>& layer = *net.layers()[i];
    CHECK(part.name == layer.name());
    CHECK(part.kind == layer.kind());
    CHECK(part.backward.seconds > 0.0);
    CHECK(part.backward.bytes > 0.0);
    CHECK((part.forward.seconds > 0.0) == (part.forward.bytes > 0.0));  // neither for a ReLU that another layer runs
    CHECK(part.forward.flops == doctest::Approx(2.0 * 2.0 * layer.macs()));  // two images
    CHECK(part.backward.flops == doctest::Approx((i == 0 ? 1.0 : 2.0) * part.forward.flops));
    sum += part.forward.seconds + part.backward.seconds;
  }
  for (std::size_t i = net.layers().size(); i < report.parts.size(); ++i) {
    CHECK(report.parts[i].forward.seconds > 0.0);
    sum += report.parts[i].forward.seconds;
  }
  CHECK(sum > 0.0);
  CHECK(report.batch == 2);
  CHECK(report.step.runs >= 3);
#if defined(__linux__)
  CHECK(report.peak_memory_mib > 1.0);
#endif
  const std::string table = step_table(report, {.threads = 1, .gflops = 100.0, .gigabytes = 10.0});
  for (const char* word : {"conv1", "forward ms", "backward ms", "softmax", "sgd", "of roof", "images/s", "MiB"})
    CHECK_MESSAGE(contains(table, word), word);
}

TEST_CASE("a convolution's bytes are its tensors moved once") {
  const StepReport report = bench_step("demo", 2, {}, 0.001);
  Net<float> net(model("demo"));
  net.set_batch(2);
  const double image = 2.0 * static_cast<double>(net.spec().image.size());
  const auto out = static_cast<double>(net.outline().shape(0).size());
  double parameters = 0.0;
  for (const Parameter<float>* p : net.layers()[0]->parameters()) parameters += static_cast<double>(p->value.size());
  CHECK(report.parts[0].forward.bytes == doctest::Approx(4.0 * (image + out + parameters)));
  CHECK(report.parts[0].backward.bytes == doctest::Approx(4.0 * (image + out + 2.0 * parameters)));
}

TEST_CASE("a peer's rate and memory are read from what it prints") {
  const PeerStep step =
      read_peer("most memory held: 2955 MiB, 7 parameters\nmedian step 7640.0 ms, 16.7 images/s\n", "x");
  CHECK(step.images_per_second == doctest::Approx(16.7));
  CHECK(step.peak_memory_mib == doctest::Approx(2955.0));
  CHECK(read_peer("16.7 images/s", "x").peak_memory_mib == 0.0);
  CHECK(read_peer("a 3 images/s\nb 5 images/s", "x").images_per_second == doctest::Approx(5.0));
  CHECK(contains(message_of([] { read_peer("12 MiB\n", "the command"); }), "the command"));
  CHECK(contains(message_of([] { read_peer("", "the command"); }), "nothing"));
  CHECK(contains(message_of([] { run_peer("echo no rate"); }), "no rate"));
  CHECK(run_peer("echo 12.5 images/s").images_per_second == doctest::Approx(12.5));
}

TEST_CASE("rounds are compared one by one, and recorded by their medians") {
  StepRounds rounds;
  for (const double seconds : {1.0, 2.0, 4.0}) {
    StepReport report{.net = "toy", .batch = 8, .threads = 2};
    report.step.median = seconds;
    report.peak_memory_mib = 100.0;
    rounds.ours.push_back(report);
    rounds.theirs.push_back({.images_per_second = seconds == 1.0 ? 4.0 : 1.0, .peak_memory_mib = 300.0});
  }
  CHECK(rounds.images_per_second() == doctest::Approx(4.0));
  CHECK(rounds.peer_images_per_second() == doctest::Approx(1.0));
  CHECK(rounds.ratio() == doctest::Approx(2.0));  // of 2, 4 and 2
  const Result result = step_result(rounds, "torch", "./seven bench");
  const std::vector<std::pair<std::string, std::string>> expected = {{"net", "toy"},
                                                                     {"batch", "8"},
                                                                     {"threads", "2"},
                                                                     {"images/s", "4.0"},
                                                                     {"peer's images/s", "1.0"},
                                                                     {"ratio", "2.00"},
                                                                     {"most memory held", "100 MiB"},
                                                                     {"peer's memory", "300 MiB"},
                                                                     {"peer", "torch"}};
  CHECK(result.columns == expected);
  rounds.theirs.clear();
  CHECK(rounds.ratio() == 0.0);
  CHECK(step_result(rounds, "", "").columns[5].second.empty());
}
