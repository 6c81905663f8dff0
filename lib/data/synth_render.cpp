// Renders a scene: every pixel on its own, from the back to the front.
#include <algorithm>
#include <cmath>

#include "data/synth_scene.h"

namespace seven::synth {

namespace {

Colour mixed(Colour a, Colour b, float t) {
  return {a.r + t * (b.r - a.r), a.g + t * (b.g - a.g), a.b + t * (b.b - a.b)};
}

Colour scaled(Colour c, float factor) { return {c.r * factor, c.g * factor, c.b * factor}; }

float smooth(float t) {
  t = std::clamp(t, 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

// The share of a pixel of width `pixel` that lies inside an edge at distance `distance`.
float coverage(float distance, float pixel) { return std::clamp(0.5F - distance / pixel, 0.0F, 1.0F); }

// How opaque a piece of clutter is at p: lines have an edge, ellipses fade out.
float opacity(const Clutter& c, Point p, float pixel) {
  const Point d{p.x - c.centre.x, p.y - c.centre.y};
  const float along = std::abs(d.x * c.axis.x + d.y * c.axis.y);
  const float across = std::abs(d.y * c.axis.x - d.x * c.axis.y);
  if (c.line) {
    const float width = std::max(c.half_width, 0.35F * pixel);  // never thinner than can be drawn
    return c.strength * coverage(std::max(along - c.half_length, across - width), pixel);
  }
  const float u = along / c.half_length;
  const float v = across / c.half_width;
  return c.strength * smooth(2.0F * (1.0F - u * u - v * v));
}

Colour background(const Scene& scene, Point p, float pixel) {
  const float along = p.x * scene.ground_axis.x + p.y * scene.ground_axis.y;
  Colour colour = mixed(scene.ground, scene.ground_far, smooth(0.5F + 0.5F * along));
  float shade = 1.0F;
  for (const Wave& wave : scene.waves) {
    shade += wave.height * std::sin(wave.frequency.x * p.x + wave.frequency.y * p.y + wave.phase);
  }
  colour = scaled(colour, shade);
  for (int i = 0; i < scene.clutter_count; ++i) {
    const Clutter& c = scene.clutter[static_cast<std::size_t>(i)];
    colour = mixed(colour, c.colour, opacity(c, p, pixel));
  }
  return colour;
}

// Distance to the form in picture units at p, after undoing its place, turn and size.
float distance_to_form(const Scene& scene, Point p) {
  const float x = (p.x - scene.centre.x) / scene.radius;
  const float y = (p.y - scene.centre.y) / scene.radius;
  const Point local{x * scene.turn.x + y * scene.turn.y, y * scene.turn.x - x * scene.turn.y};
  return form_classes()[static_cast<std::size_t>(scene.form.kind)].distance(scene.form, local) * scene.radius;
}

// The form over `under`: a soft shadow on the side away from the light, then the body with a lit and a dark edge.
Colour with_form(const Scene& scene, Point p, float pixel, Colour under) {
  const Point off{p.x - scene.centre.x, p.y - scene.centre.y};
  const float reach = 1.3F * scene.radius;
  if (off.x * off.x + off.y * off.y > reach * reach) return under;

  const float step = 0.1F * scene.radius;
  const Point towards{p.x + step * scene.light.x, p.y + step * scene.light.y};
  const float lit_side = distance_to_form(scene, towards);
  const float softness = 0.12F * scene.radius;
  Colour colour = scaled(under, 1.0F - scene.shadow * smooth(0.5F - 0.5F * lit_side / softness));

  const float distance = distance_to_form(scene, p);
  const float inside = coverage(distance, pixel);
  if (inside <= 0.0F) return colour;
  const float along = (off.x * scene.light.x + off.y * scene.light.y) / scene.radius;
  const float rim = smooth(1.0F + distance / step);
  const float slope = std::clamp((lit_side - distance) / step, -1.0F, 1.0F);
  const float shade = 1.0F + scene.light_strength * (0.5F * along + 0.9F * rim * slope);
  const Colour body = scaled(mixed(scene.object, scene.object_far, smooth(0.5F - 0.5F * along)), shade);
  return mixed(colour, body, inside);
}

std::uint8_t to_byte(float value) { return static_cast<std::uint8_t>(std::clamp(value * 255.0F + 0.5F, 0.0F, 255.0F)); }

// Close to normal and cheap: the sum of four uniform bytes of one word, with standard deviation 1.
float cheap_normal(std::uint32_t bits) {
  const std::uint32_t sum = (bits & 255U) + ((bits >> 8) & 255U) + ((bits >> 16) & 255U) + (bits >> 24);
  return (static_cast<float>(sum) - 510.0F) / 147.8F;
}

}  // namespace

void render(const Scene& scene, Index size, Random& random, std::uint8_t* out) {
  const float pixel = 2.0F / static_cast<float>(size);
  const Index area = size * size;
  for (Index i = 0; i < area; ++i) {
    const Point p{(static_cast<float>(i % size) + 0.5F) * pixel - 1.0F,
                  (static_cast<float>(i / size) + 0.5F) * pixel - 1.0F};
    Colour colour = with_form(scene, p, pixel, background(scene, p, pixel));
    if (scene.has_cover) colour = mixed(colour, scene.cover.colour, opacity(scene.cover, p, pixel));
    const float light = 1.0F + 0.6F * scene.light_strength * (p.x * scene.light.x + p.y * scene.light.y);
    const float grain = scene.noise * cheap_normal(random.bits());
    out[i] = to_byte(colour.r * scene.cast.r * light + grain);
    out[area + i] = to_byte(colour.g * scene.cast.g * light + grain + 0.5F * scene.noise * cheap_normal(random.bits()));
    out[2 * area + i] =
        to_byte(colour.b * scene.cast.b * light + grain + 0.5F * scene.noise * cheap_normal(random.bits()));
  }
}

}  // namespace seven::synth
