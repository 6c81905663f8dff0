// The stages of a Winograd convolution, each for one channel or kernel and one block of tiles: images to products'
// right sides, kernels to left sides, products to images.
// Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

#include "ops/conv2d/winograd_bands.h"
#include "ops/conv2d/winograd_transforms.h"
#include "ops/gemm/kernel.h"

namespace seven::conv2d::wino {

// Elements of a band of `count` tiles: a band row, and the whole of it.
template <class T>
Index band_length(Index count) {
  return count + kSlack<T>;
}
template <class T>
Index band_size(Index count) {
  return kProducts * band_length<T>(count);
}

// Where the 36 numbers of tile t go: number xi to data + xi * product + t / width * panel + t % width. These are gemm's
// panels, or plain lines of tiles (one panel, as wide as the block).
template <class T>
struct TileLines {
  T* data;
  Index product, width, panel;

  // Tiles t to t + kLanes - 1. Panels narrower than a vector take it in pieces.
  void store(Index t, const Lanes<T> (&lanes)[kProducts]) const {
    T* to = data + t / width * panel + t % width;
    if (width >= kLanes<T>) {
#pragma GCC unroll 36
      for (Index xi = 0; xi < kProducts; ++xi) store_lanes(to + xi * product, lanes[xi]);
      return;
    }
    for (Index xi = 0; xi < kProducts; ++xi) {
      T pieces[kLanes<T>];
      store_lanes(pieces, lanes[xi]);
      for (Index i = 0; i < kLanes<T>; i += width) {
        std::memcpy(to + xi * product + i / width * panel, pieces + i, sizeof(T) * static_cast<std::size_t>(width));
      }
    }
  }
};

// The data transform of one channel: tiles [first, first + count), count a multiple of a vector's lanes.
//! [data_stage]
template <Index R, class T>
void data_stage(const TileLines<T>& to, const Maps<const T>& x, const Problem& a, const Canvas& canvas, Index first,
                Index count, T* band, T* row) {
  constexpr Index m = kPatch + 1 - R;
  const Index length = band_length<T>(count);
  fill_band<m>(band, length, row, x, a, canvas, kPatch, a.pad, first, count + Canvas::dummies(a));
  for (Index t = 0; t < count; t += kLanes<T>) {
    Lanes<T> d[kProducts];
#pragma GCC unroll 6
    for (Index i = 0; i < kPatch; ++i) {
#pragma GCC unroll 6
      for (Index j = 0; j < kPatch; ++j) {
        d[i * kPatch + j] = load_lanes(band + (i * m + j % m) * length + t + j / m);
      }
    }
    data_transform<T>(d);
    to.store(t, d);
  }
}
//! [data_stage]

// The same for the gradient of the output, which plays the kernel when the kernel's gradient is wanted: its tiles of
// (m, m) become (6, 6).
template <Index R, class T>
void grad_stage(const TileLines<T>& to, const Maps<const T>& grad_y, const Problem& a, const Canvas& canvas,
                Index first, Index count, T* band, T* row) {
  constexpr Index m = kPatch + 1 - R;
  const Index length = band_length<T>(count);
  fill_band<m>(band, length, row, grad_y, a, canvas, m, 0, first, count);
  for (Index t = 0; t < count; t += kLanes<T>) {
    Lanes<T> g[m * m];
    for (Index i = 0; i < m * m; ++i) g[i] = load_lanes(band + i * length + t);
    Lanes<T> u[kProducts];
    kernel_transform<m, T>(u, g);
    to.store(t, u);
  }
}

// The kernels of one panel (`width` of them from kernel k, of which `count` exist) for all channels of their group:
// panel[xi * product + c * width + i]. tap(k, c) points to a kernel's first tap; `step` is 1, or -1 for a rotated one.
// A panel narrower than a vector takes several channels at a time.
//! [kernel_stage]
template <Index R, class T, class F>
void kernel_stage(T* panel, Index product, Index width, Index k, Index count, Index channels, Index step, F&& tap) {
  Index i = 0;  // the kernel within the panel, and the channel, of the next lane
  Index c = 0;
  for (Index at = 0; at < width * channels; at += kLanes<T>) {
    T taps[R * R][kLanes<T>] = {};
    const Index lanes = std::min(kLanes<T>, width * channels - at);
    for (Index lane = 0; lane < lanes; ++lane) {
      if (i < count) {
        const T* w = tap(k + i, c);
        for (Index e = 0; e < R * R; ++e) taps[e][lane] = w[e * step];
      }
      if (++i == width) {
        i = 0;
        ++c;
      }
    }
    Lanes<T> g[R * R];
    for (Index e = 0; e < R * R; ++e) g[e] = load_lanes(taps[e]);
    Lanes<T> u[kProducts];
    kernel_transform<R, T>(u, g);
    if (lanes == kLanes<T>) {
#pragma GCC unroll 36
      for (Index xi = 0; xi < kProducts; ++xi) store_lanes(panel + xi * product + at, u[xi]);
    } else {
      const std::size_t bytes = sizeof(T) * static_cast<std::size_t>(lanes);
      for (Index xi = 0; xi < kProducts; ++xi) std::memcpy(panel + xi * product + at, &u[xi], bytes);
    }
  }
}
//! [kernel_stage]

// The output transform of one kernel: products[xi * product + t] to y, with bias and ReLU on the way.
//! [output_stage]
template <Index R, class T>
void output_stage(const Maps<T>& y, const T* products, Index product, T bias, bool with_relu, const Problem& a,
                  const Canvas& canvas, Index first, Index count, T* out) {
  constexpr Index m = kPatch + 1 - R;
  const Index stride = m * count;
  for (Index t = 0; t < count; t += kLanes<T>) {
    Lanes<T> p[kProducts];
#pragma GCC unroll 36
    for (Index xi = 0; xi < kProducts; ++xi) p[xi] = load_lanes(products + xi * product + t);
    Lanes<T> tile[m * m];
    output_transform<m, T>(tile, p);
#pragma GCC unroll 16
    for (Index i = 0; i < m * m; ++i) {
      tile[i] += bias;
      if (with_relu) tile[i] = tile[i] <= T{0} ? Lanes<T>{} : tile[i];
    }
    for (Index i = 0; i < m; ++i) join_row<m, T>(out + i * stride + m * t, tile + i * m);
  }
  write_maps<m>(y, out, stride, a, canvas, first, count);
}
//! [output_stage]

}  // namespace seven::conv2d::wino
