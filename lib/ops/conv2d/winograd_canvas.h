// Where the tiles of a Winograd convolution lie. Images whose size is no multiple of the tile would waste the rest of
// their last tiles (13 x 13 outputs in tiles of 4 x 4: a third of the work). So images are hung side by side and one
// above the other on a canvas, `pad` zeros apart, and the canvas is tiled: tiles pay no heed to where an image ends.
//
// All tiles of all canvases have one number after the other, row by row; a few dummies at the end of each row of tiles
// make that run without a break, so that vectors and blocks of tiles may begin and end anywhere.
// Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

#include <algorithm>

#include "core/rounding.h"

namespace seven::conv2d::wino {

inline constexpr Index kPatch = 6;                   // height and width of the input that a tile reads
inline constexpr Index kProducts = kPatch * kPatch;  // multiplications a tile, channel and kernel
inline constexpr Index kMosaic = 16;                 // images on a canvas, at most, across and down

// A convolution with stride 1 of square kernels, forward or backward: x (N, C, H, W) to y (N, K, P, Q).
struct Problem {
  Index N, C, H, W;
  Index K, P, Q;
  Index R;
  Index pad;
  Index groups;

  [[nodiscard]] Index group_channels() const { return C / groups; }
  [[nodiscard]] Index group_kernels() const { return K / groups; }
  [[nodiscard]] Index tile() const { return kPatch + 1 - R; }  // height and width of the output of a tile
};

//! [canvas]
struct Canvas {
  Index across = 1, down = 1;  // images on a canvas
  Index tile_rows = 0;         // of a canvas
  Index row_tiles = 0;         // tiles in a row, dummies included
  Index tiles = 0;             // of all canvases

  // The choice that needs the fewest tiles.
  explicit Canvas(const Problem& a) {
    for (Index x = 1; x <= std::min(a.N, kMosaic); ++x) {
      for (Index y = 1; y <= std::min(ceil_div(a.N, x), kMosaic); ++y) {
        const Index rows = ceil_div((y - 1) * (a.H + a.pad) + a.P, a.tile());
        const Index columns = ceil_div((x - 1) * (a.W + a.pad) + a.Q, a.tile()) + dummies(a);
        const Index count = ceil_div(a.N, x * y) * rows * columns;
        if (tiles != 0 && count >= tiles) continue;
        across = x;
        down = y;
        tile_rows = rows;
        row_tiles = columns;
        tiles = count;
      }
    }
  }

  // A patch reads into so many tiles on its right.
  static Index dummies(const Problem& a) { return ceil_div(kPatch - a.tile(), a.tile()); }
};
//! [canvas]

// A stretch of one row of tiles, within a block.
struct Stretch {
  Index at;      // its first tile, counted from the block's first
  Index count;   // tiles
  Index canvas;  // which canvas
  Index row;     // its row of tiles
  Index column;  // of its first tile
};

// Calls body(stretch) for each row of tiles that the tiles [first, first + count) are part of.
template <class F>
void for_each_stretch(const Canvas& canvas, Index first, Index count, F&& body) {
  for (Index at = 0; at < count;) {
    const Index row = (first + at) / canvas.row_tiles;
    const Index column = (first + at) % canvas.row_tiles;
    const Index length = std::min(count - at, canvas.row_tiles - column);
    body(Stretch{at, length, row / canvas.tile_rows, row % canvas.tile_rows, column});
    at += length;
  }
}

// The part of a canvas row [begin, end) that lies on images of height and width (H, W), `pad` apart: calls
// body(image, h, w, at, count): pixels (h, w) to (h, w + count) of an image are the canvas' columns begin + at and so
// on. `row` and `begin` may be negative: the pad before the first image.
template <class F>
void for_each_run(const Problem& a, const Canvas& canvas, Index which, Index H, Index W, Index row, Index begin,
                  Index end, F&& body) {
  if (row < 0) return;
  const Index y = row / (a.H + a.pad);
  const Index h = row % (a.H + a.pad);
  if (y >= canvas.down || h >= H) return;
  const Index pitch = a.W + a.pad;
  for (Index x = std::max<Index>(0, begin) / pitch; x < canvas.across && x * pitch < end; ++x) {
    const Index image = (which * canvas.down + y) * canvas.across + x;
    const Index from = std::max(begin, x * pitch);
    const Index to = std::min(end, x * pitch + W);
    if (from >= to || image >= a.N) continue;
    body(image, h, from - x * pitch, from - begin, to - from);
  }
}

}  // namespace seven::conv2d::wino
