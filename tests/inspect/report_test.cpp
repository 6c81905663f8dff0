#include "inspect/report.h"

#include <doctest.h>

#include <cmath>
#include <cstdlib>

#include "core/error.h"
#include "core/file.h"
#include "core/philox.h"
#include "data/synth.h"
#include "inspect/markup.h"
#include "inspect/picture.h"

using namespace seven;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A run that never was: plausible numbers around real pictures of the synthetic set.
DemoReport invented() {
  DemoReport r;
  r.net = "cifar-80sec";
  r.data = "10,000 synthetic pictures of 32 x 32 pixels in 10 classes";
  r.accuracy = 0.9424;
  r.seconds = 101.4;
  r.images_per_second = 1183.6;
  r.parameters = 145578;
  r.epochs = 12;
  r.machine = "AMD EPYC 7763, 2 threads, g++ 12.2";
  r.date = "2024-05-17 10:31";
  r.command = "./seven demo --seed 1";
  Series train{"training", {}};
  Series held_out{"held out", {}};
  Series error{"held out", {}};
  for (int epoch = 0; epoch <= 12; ++epoch) {
    train.points.emplace_back(epoch, 2.3 * std::exp(-0.3 * epoch) + 0.08);
    held_out.points.emplace_back(epoch, 2.3 * std::exp(-0.26 * epoch) + 0.17);
    error.points.emplace_back(epoch, 90.0 * std::exp(-0.3 * epoch) + 5.0);
  }
  r.loss = {train, held_out};
  r.error = {error};
  Random random(4, Purpose::test);
  std::vector<float> w(static_cast<std::size_t>(32 * 75));
  for (float& value : w) value = static_cast<float>(random.normal());
  r.filters = filters_picture(w.data(), 32, 3, 5, 5, 8);
  r.layers = {{"conv1", "conv2d 5x5", "(32, 32, 32)", "2,432", "2,457,600"},
              {"pool1", "max 3x3, stride 2", "(32, 16, 16)", "", ""}};
  const auto set = make_synth({.images = 20, .size = 32, .classes = 10, .seed = 8, .split = Split::held_out});
  r.class_names = set->class_names();
  for (Index i = 0; i < set->size(); ++i) {
    Prediction p{Image(3, 32, 32), set->label(i), {}};
    set->pixels(i, p.image.pixels.data());
    const Index shift = i % 7 == 3 ? 1 : 0;  // some are wrong at first
    const double weights[] = {0.71, 0.16, 0.08, 0.03, 0.01};
    for (Index k = 0; k < 5; ++k)
      p.best.emplace_back((p.label + (k == 0 ? shift : k == 1 ? 1 - shift : k)) % 10, weights[k]);
    r.predictions.push_back(std::move(p));
  }
  for (Index i = 0; i < 100; ++i) r.confusion.push_back(i % 11 == 0 ? 190 : (i * 7 % 5 == 0 ? i % 4 : 0));
  return r;
}

}  // namespace

TEST_CASE("base64 gives the known answers of RFC 4648") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("the page is well formed, complete and asks nothing of the network") {
  const std::string html = html_report(invented());
  CHECK(testing::markup_fault(html) == "");
  for (const char* part :
       {"94.2 %", "cifar-80sec", "1 min 41 s", "1,184", "145,578", "AMD EPYC", "./seven demo --seed 1", "conv1",
        "2,457,600", "checkerboard", "prefers-color-scheme", "What you just saw", "<polyline"}) {
    CAPTURE(part);
    CHECK(contains(html, part));
  }
  for (const char* part : {"http:", "https:", "//cdn", "<script", "<link", "@import", "url("}) {
    CAPTURE(part);
    CHECK_FALSE(contains(html, part));
  }
  // For a person to look at: SEVEN_KEEP_REPORT=/tmp/report.html ./test_inspect
  if (const char* path = std::getenv("SEVEN_KEEP_REPORT")) write_file(path, html);
}

TEST_CASE("right and wrong answers are marked") {
  DemoReport r = invented();
  r.predictions.resize(1);
  r.predictions[0].label = 3;
  r.predictions[0].best = {{3, 0.9}, {4, 0.1}};
  CHECK(contains(html_report(r), "answer yes\"><i class=\"bar\" style=\"width:90.0%\"></i><span>star</span>"));
  CHECK_FALSE(contains(html_report(r), "picture missed"));
  r.predictions[0].best = {{4, 0.6}, {3, 0.4}};
  const std::string html = html_report(r);
  CHECK(contains(html, "picture missed"));
  CHECK(contains(html, "<div class=\"answer no\"><i class=\"bar\" style=\"width:60.0%\"></i><span>ring</span>"));
  CHECK(contains(html, "<div class=\"answer yes\"><i class=\"bar\" style=\"width:40.0%\"></i><span>star</span>"));
}

TEST_CASE("every text is escaped") {
  DemoReport r = invented();
  const std::string evil = "<script>alert(\"x\")</script>";
  r.net = r.data = r.machine = r.date = r.command = evil;
  for (auto& name : r.class_names) name = evil;
  r.loss[0].name = r.error[0].name = evil;
  r.layers = {{evil, evil, evil, evil, evil}};
  const std::string html = html_report(r);
  CHECK_FALSE(contains(html, "<script"));
  CHECK(contains(html, "&lt;script&gt;"));
  CHECK(testing::markup_fault(html) == "");
}

TEST_CASE("an empty report is still a page, and one that contradicts itself an error") {
  CHECK(testing::markup_fault(html_report({})) == "");
  DemoReport r = invented();
  r.confusion.pop_back();
  CHECK_THROWS_AS(html_report(r), Error);
  r = invented();
  r.predictions[2].best[4].first = 10;
  CHECK_THROWS_AS(html_report(r), Error);
  r = invented();
  r.predictions[2].label = -1;
  CHECK_THROWS_AS(html_report(r), Error);
}
