// Overlapping windows on a map small enough to be followed by hand.
#pragma once

#include <array>

namespace seven::chapters {

// Windows of 3 x 3 with stride 2 over a map of 5 x 5: two rows of two, and the pixel in the middle lies in all of them.
struct Windows {
  static constexpr int kSide = 5, kOutputs = 2, kWindow = 3, kStride = 2;
  std::array<float, 25> x = {
      1, 0, 2, 1, 0,  //
      3, 5, 1, 0, 2,  //
      0, 2, 5, 6, 1,  //
      1, 4, 0, 6, 3,  //
      2, 0, 1, 2, 0,
  };
  std::array<float, 4> grad_y = {1, 2, 3, 4};
  std::array<float, 4> y = {};        // by the library's kernels
  std::array<float, 25> grad_x = {};  // likewise
  std::array<int, 4> chosen = {};     // by each window: a place in the map
};

// Throws Error if the library's kernels and the scattering one differ.
Windows example_of_windows();

void show_windows();

}  // namespace seven::chapters
