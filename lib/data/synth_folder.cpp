// The synthetic set as files, in the folder layout of ILSVRC: what the reader of the real set can be tried on.
#include <fmt/format.h>

#include "core/error.h"
#include "core/file.h"
#include "core/parallel.h"
#include "data/synth.h"

namespace seven {

namespace {

namespace fs = std::filesystem;

std::string wnid(Index label) { return fmt::format("n{:08}", 90000001 + label); }

// Writes the images of one split, in parallel, and returns its list file. `name` gives the path below `out` of an
// image.
template <class F>
std::string write_split(const SynthFolderOptions& options, const Dataset& set, F&& name) {
  std::string list;
  std::vector<std::string> paths;
  for (Index i = 0; i < set.size(); ++i) {
    paths.push_back(name(i, set.label(i)));
    list += fmt::format("{} {}\n", paths.back(), set.label(i));
  }
  parallel_for(set.size(), [&](Index i) {
    Image image(3, options.size, options.size);
    set.pixels(i, image.pixels.data());
    write_jpeg(options.out / paths[static_cast<std::size_t>(i)], image, options.quality);
  });
  return list;
}

}  // namespace

void write_synth_folder(const SynthFolderOptions& options) {
  std::error_code code;
  if (fs::exists(options.out, code) && !fs::is_empty(options.out, code)) {
    throw Error("the synthetic set is written to a new folder only, and this one holds something")
        .where(options.out.string())
        .fix("name a new folder with --out, or empty this one yourself");
  }
  // Whatever is wrong with the options is found before the first directory is made.
  encode_jpeg(Image(3, 1, 1), options.quality);
  SynthOptions set{options.images, options.size, options.classes, options.seed, Split::train};
  const auto train = make_synth(set);
  set.images = options.held_out;
  set.split = Split::held_out;
  const auto val = make_synth(set);

  std::string synsets;
  std::string words;
  make_directories(options.out / "val");
  for (Index label = 0; label < options.classes; ++label) {
    make_directories(options.out / "train" / wnid(label));
    synsets += wnid(label) + "\n";
    words += fmt::format("{}: {}\n", wnid(label), train->class_names()[static_cast<std::size_t>(label)]);
  }
  std::vector<Index> written(static_cast<std::size_t>(options.classes));  // training images of each class so far
  const std::string train_list = write_split(options, *train, [&](Index, Index label) {
    return fmt::format("train/{0}/{0}_{1}.JPEG", wnid(label), ++written[static_cast<std::size_t>(label)]);
  });
  const std::string val_list =
      write_split(options, *val, [](Index i, Index) { return fmt::format("val/ILSVRC2012_val_{:08}.JPEG", i + 1); });
  write_file(options.out / "train.txt", train_list);
  write_file(options.out / "val.txt", val_list);
  write_file(options.out / "words.txt", words);
  write_file(options.out / "synsets.txt", synsets);
}

}  // namespace seven
