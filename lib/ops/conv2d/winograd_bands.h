// Between images and tiles. A band holds what a block of tiles reads of one channel, in the order that vectors of tiles
// want it: band[i][j][t] is row i, column j (one of the first `tile` columns) of tile t's patch. The columns further
// right are those of the next tile: column tile + j of tile t is column j of tile t + 1.
// Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

#include "ops/conv2d/im2col.h"
#include "ops/conv2d/winograd_canvas.h"
#include "ops/lanes.h"

namespace seven::conv2d::wino {

// Room behind a row or a band: a whole vector of tiles may be read or written there.
template <class T>
inline constexpr Index kSlack = kPatch* kLanes<T>;

// to[j * stride + t] = row[t * m + j] for t < count, and a little beyond.
template <Index m, class T>
void split_row(T* to, Index stride, const T* row, Index count) {
  constexpr Index L = kLanes<T>;
  for (Index t = 0; t < count; t += L, row += m * L) {
    const Lanes<T> v0 = load_lanes(row);
    const Lanes<T> v1 = load_lanes(row + L);
    const Lanes<T> even = even_lanes<T>(v0, v1);
    const Lanes<T> odd = odd_lanes<T>(v0, v1);
    if constexpr (m == 2) {
      store_lanes(to + t, even);
      store_lanes(to + stride + t, odd);
    } else {
      const Lanes<T> v2 = load_lanes(row + 2 * L);
      const Lanes<T> v3 = load_lanes(row + 3 * L);
      const Lanes<T> next_even = even_lanes<T>(v2, v3);
      const Lanes<T> next_odd = odd_lanes<T>(v2, v3);
      store_lanes(to + t, even_lanes<T>(even, next_even));
      store_lanes(to + stride + t, even_lanes<T>(odd, next_odd));
      store_lanes(to + 2 * stride + t, odd_lanes<T>(even, next_even));
      store_lanes(to + 3 * stride + t, odd_lanes<T>(odd, next_odd));
    }
  }
}

// row[t * m + j] = part[j] lane t: the way back, for one vector of tiles.
template <Index m, class T>
void join_row(T* row, const Lanes<T>* part) {
  if constexpr (m == 2) {
    store_zipped<T>(row, part[0], part[1]);
  } else {
    store_zipped<T>(row, zip_lanes<T>(part[0], part[2]), zip_lanes<T>(part[1], part[3]));
    store_zipped<T>(row + 2 * kLanes<T>, zip_rest_lanes<T>(part[0], part[2]), zip_rest_lanes<T>(part[1], part[3]));
  }
}

// One channel of a batch: image n's map begins at data + n * image.
template <class T>
struct Maps {
  T* data;
  Index image;
  Index H, W;
};

// band (rows, m, length): rows of the patches of the tiles [first, first + count), which begin `before` rows above and
// columns left of their tile. Zero outside the images. `row`: room for the pixels of a row of the block.
//! [fill_band]
template <Index m, class T>
void fill_band(T* band, Index length, T* row, const Maps<const T>& x, const Problem& a, const Canvas& canvas,
               Index rows, Index before, Index first, Index count) {
  for_each_stretch(canvas, first, count, [&](const Stretch& s) {
    for (Index i = 0; i < rows; ++i) {
      const Index begin = m * s.column - before;
      std::fill_n(row, m * s.count, T{0});
      for_each_run(a, canvas, s.canvas, x.H, x.W, m * s.row + i - before, begin, begin + m * s.count,
                   [&](Index n, Index h, Index w, Index at, Index pixels) {
                     copy_row(row + at, x.data + n * x.image + h * x.W + w, pixels);
                   });
      split_row<m>(band + i * m * length + s.at, length, row, s.count);
    }
  });
}
//! [fill_band]

// The way back: out (m, stride) holds the m rows of pixels of the tiles [first, first + count); those that lie on an
// image are copied there.
template <Index m, class T>
void write_maps(const Maps<T>& y, const T* out, Index stride, const Problem& a, const Canvas& canvas, Index first,
                Index count) {
  for_each_stretch(canvas, first, count, [&](const Stretch& s) {
    for (Index i = 0; i < m; ++i) {
      const T* from = out + i * stride + m * s.at;
      for_each_run(a, canvas, s.canvas, y.H, y.W, m * s.row + i, m * s.column, m * (s.column + s.count),
                   [&](Index n, Index h, Index w, Index at, Index pixels) {
                     copy_row(y.data + n * y.image + h * y.W + w, from + at, pixels);
                   });
    }
  });
}

}  // namespace seven::conv2d::wino
