// seven data: makes the synthetic set as files, and shows it.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "data/synth.h"
#include "inspect/picture.h"

namespace seven::cli {

namespace {

void add_synth(Command data) {
  auto options = std::make_shared<SynthFolderOptions>();
  Command sub = data.add_subcommand("synth", "write the synthetic set as JPEG files in ILSVRC's folder layout");
  sub.add_option("--out", options->out, "the new folder").required();
  sub.add_option("--images", options->images, "training images").capture_default_str();
  sub.add_option("--held-out", options->held_out, "validation images").capture_default_str();
  sub.add_option("--size", options->size, "height and width, 16 to 512").capture_default_str();
  sub.add_option("--classes", options->classes, "2 to 12").capture_default_str();
  refuse_negative(sub.add_option("--seed", options->seed, "another seed, other images").capture_default_str());
  sub.add_option("--quality", options->quality, "of the JPEGs, 1 to 100").capture_default_str();
  sub.footer("Example:\n  seven data synth --out /tmp/synth --images 2000 --size 64");
  sub.callback([options] {
    write_synth_folder(*options);
    fmt::print("{} training and {} validation images of {} classes are in {}\n", options->images, options->held_out,
               options->classes, options->out.string());
  });
}

struct SheetOptions {
  std::string out;
  Index each = 16;
  SynthOptions set;
};

// A row a class, in the order of the labels.
void write_sheet(const SheetOptions& options) {
  SynthOptions set = options.set;
  set.images = options.each * set.classes;
  const auto synth = make_synth(set);
  std::vector<Image> images;
  for (Index label = 0; label < set.classes; ++label) {
    for (Index i = 0; i < synth->size(); ++i) {
      if (synth->label(i) != label) continue;
      Image image(3, set.size, set.size);
      synth->pixels(i, image.pixels.data());
      images.push_back(std::move(image));
    }
  }
  write_png(options.out, contact_sheet(images, options.each, 2));
  fmt::print("{}: {} images of each of {} classes, a row a class: {}\n", options.out, options.each, set.classes,
             fmt::join(synth->class_names(), ", "));
}

void add_sheet(Command data) {
  auto options = std::make_shared<SheetOptions>();
  Command sub = data.add_subcommand("sheet", "a picture of many images of the synthetic set, a row a class");
  sub.add_option("--out", options->out, "the PNG file to write").required();
  sub.add_option("--each", options->each, "images of each class").range(1, 100).capture_default_str();
  sub.add_option("--size", options->set.size, "height and width, 16 to 512").capture_default_str();
  sub.add_option("--classes", options->set.classes, "2 to 12").capture_default_str();
  refuse_negative(sub.add_option("--seed", options->set.seed, "another seed, other images").capture_default_str());
  sub.footer("Example:\n  seven data sheet --out sheet.png --size 64");
  sub.callback([options] { write_sheet(*options); });
}

}  // namespace

void add_data(Command app) {
  Command data = app.add_subcommand("data", "make and look at data sets");
  data.require_subcommand(1);
  data.footer("Example:\n  seven data sheet --out sheet.png");
  add_synth(data);
  add_sheet(data);
}

}  // namespace seven::cli
