// One picture of the synthetic set, in two steps: draw what is in it, then render it at any size.
#pragma once

#include <array>
#include <cstdint>

#include "core/philox.h"
#include "core/types.h"
#include "data/synth_forms.h"

namespace seven::synth {

struct Colour {
  float r = 0.0F;
  float g = 0.0F;
  float b = 0.0F;
};

// A line or a soft ellipse of the background. Neither ever closes to a form of a class.
struct Clutter {
  bool line = false;
  Point centre;
  Point axis;  // a unit vector along the line, or along the ellipse's length
  float half_length = 0.0F;
  float half_width = 0.0F;
  float strength = 0.0F;  // opacity, 0 to 1
  Colour colour;
};

struct Wave {
  Point frequency;
  float phase = 0.0F;
  float height = 0.0F;
};

// The picture spans -1 to 1 both ways, y down, whatever its size in pixels. Lengths are in these units.
struct Scene {
  static constexpr int kMaxClutter = 6;

  Form form;
  Point centre;
  float radius = 0.0F;
  Point turn;                 // cosine and sine of the form's rotation
  Colour object, object_far;  // two shades across the form
  Colour ground, ground_far;  // two colours across the background
  Point ground_axis;
  std::array<Wave, 3> waves;  // uneven brightness of the background
  std::array<Clutter, kMaxClutter> clutter;
  int clutter_count = 0;
  bool has_cover = false;  // something small in front of the rim
  Clutter cover;
  Point light;  // a unit vector towards the light
  float light_strength = 0.0F;
  float shadow = 0.0F;
  Colour cast;         // a factor for each channel
  float noise = 0.0F;  // standard deviation of a pixel's noise
};

// Draws everything but the form before the form, from the same numbers whatever its class: nothing but the form tells
// the class.
Scene draw_scene(Index kind, Random& random);

// Writes (3, size, size) bytes; `random` gives the noise, pixel by pixel.
void render(const Scene& scene, Index size, Random& random, std::uint8_t* out);

}  // namespace seven::synth
