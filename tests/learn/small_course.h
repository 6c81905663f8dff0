// A course of two exercises in a folder of its own, for tests of the machine that must not depend on what is taught.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/file.h"
#include "support/temporary_directory.h"

inline const char* const kSmallManifest = R"toml(
welcome = "Welcome to the small course."
farewell = "That was all of the small course."

[[chapter]]
id = "01_first"
title = "First"

[[exercise]]
id = "places"
chapter = "01_first"
title = "Places"
task = "Count the places."
functions = ["output_size"]
lines = 1
hints = ["Look at the left.", "size + 2 * pad - kernel are left over.", "(size + 2 * pad - kernel) / stride + 1"]
why = "Because the first place counts."
[[exercise.check]]
id = "plain"
title = "no padding"
run = "output_size"
case = { size = 8, kernel = 3 }
[[exercise.check]]
id = "padded"
title = "padding"
run = "output_size"
weight = 2
case = { size = 8, kernel = 3, pad = 2, stride = 2 }
[[exercise.mistake]]
id = "no_first"
title = "The first place is not counted"
cause = "Steps are not places."
find = "/ stride + 1"
replace = "/ stride"
[[exercise.mistake]]
id = "pad_once"
title = "The padding is counted once"
cause = "There are two ends."
find = "2 * pad"
replace = "pad"
[[exercise.mistake]]
id = "always_five"
title = "A number is made up"
cause = "Five is not always right."
find = "(size + 2 * pad - kernel) / stride + 1"
replace = "5"

[[exercise]]
id = "again"
chapter = "01_first"
title = "Again"
task = "Count them again."
functions = ["output_size"]
lines = 1
hints = ["a", "b", "c"]
why = "Because twice is better."
[[exercise.check]]
id = "plain"
title = "no padding"
run = "output_size"
case = { size = 9, kernel = 2 }
[[exercise.mistake]]
id = "no_first"
title = "The first place is not counted"
cause = "Steps are not places."
find = "/ stride + 1"
replace = "/ stride"

[[renamed]]
from = "old_places"
to = "places"
)toml";

inline std::string places_text(const std::string& body) {
  return "// Count the places.\n#include \"exercise.h\"\n\nint output_size(int size, int kernel, int stride, int pad) "
         "{\n  " +
         body + "\n}\n";
}

inline const char* const kTodo = "// TODO(you): one line (1 line)\n  todo(\"count the places\");";
inline const char* const kPlaces = "return (size + 2 * pad - kernel) / stride + 1;";

class SmallCourse {
 public:
  SmallCourse() {
    namespace fs = std::filesystem;
    fs::create_directory_symlink(fs::path(SEVEN_SOURCE_DIR) / "lib", folder_ / "lib");
    fs::create_directories(folder_ / "exercises/01_first");
    fs::create_directories(folder_ / "solutions/01_first");
    seven::write_file(folder_ / "exercises/manifest.toml", kSmallManifest);
    for (const char* id : {"places", "again"}) {
      write(id, kTodo);
      seven::write_file(folder_ / "solutions/01_first" / (std::string(id) + ".cpp"), places_text(kPlaces));
    }
  }
  void write(const std::string& id, const std::string& body) const { seven::write_file(file(id), places_text(body)); }
  [[nodiscard]] std::filesystem::path file(const std::string& id) const {
    return folder_ / "exercises/01_first" / (id + ".cpp");
  }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] std::string before() const { return "export SEVEN_COURSE='" + path().string() + "';"; }

 private:
  TemporaryDirectory folder_;
};
