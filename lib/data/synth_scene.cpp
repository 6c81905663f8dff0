// Draws what is in a picture: colours, light, clutter, and at last the form itself.
#include "data/synth_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace seven::synth {

namespace {

float draw(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

Point direction(Random& random) {
  const float angle = draw(random, 0.0, 2.0 * std::numbers::pi);
  return {std::cos(angle), std::sin(angle)};
}

Colour from_hsv(float hue, float saturation, float value) {
  const auto channel = [&](float offset) {
    const float k = std::fmod(offset + hue * 6.0F, 6.0F);
    return value - value * saturation * std::clamp(std::min(k, 4.0F - k), 0.0F, 1.0F);
  };
  return {channel(5.0F), channel(3.0F), channel(1.0F)};
}

Colour object_colour(Random& random) {
  const float hue = draw(random, 0.0, 1.0);
  const float saturation = draw(random, 0.2, 0.95);
  return from_hsv(hue, saturation, draw(random, 0.25, 1.0));
}

Colour ground_colour(Random& random) {
  const float hue = draw(random, 0.0, 1.0);
  const float saturation = draw(random, 0.05, 0.6);
  return from_hsv(hue, saturation, draw(random, 0.15, 0.95));
}

Colour scaled(Colour c, float factor) { return {c.r * factor, c.g * factor, c.b * factor}; }

Colour mixed(Colour a, Colour b, float t) {
  return {a.r + t * (b.r - a.r), a.g + t * (b.g - a.g), a.b + t * (b.b - a.b)};
}

// How well two colours can be told apart: mostly by their lightness, as by the eye.
float contrast(Colour a, Colour b) {
  const Colour d{a.r - b.r, a.g - b.g, a.b - b.b};
  const float lightness = 0.3F * d.r + 0.59F * d.g + 0.11F * d.b;
  return std::sqrt(lightness * lightness + 0.15F * (d.r * d.r + d.g * d.g + d.b * d.b));
}

Clutter draw_clutter(Random& random, const Scene& scene) {
  Clutter c;
  c.line = random.below(2) == 0;
  c.centre = {draw(random, -1.0, 1.0), draw(random, -1.0, 1.0)};
  c.axis = direction(random);
  c.half_length = c.line ? draw(random, 0.4, 2.0) : draw(random, 0.25, 0.7);
  c.half_width = c.line ? draw(random, 0.012, 0.05) : c.half_length * draw(random, 0.35, 1.0);
  c.strength = c.line ? draw(random, 0.3, 0.75) : draw(random, 0.3, 0.8);
  // Near the background's own colours: clutter disturbs, the form stands out.
  const Colour near = mixed(scene.ground, scene.ground_far, draw(random, 0.0, 1.0));
  const Colour other = ground_colour(random);
  c.colour = mixed(near, other, draw(random, 0.2, 0.6));
  return c;
}

void draw_colours(Scene& scene, Random& random) {
  constexpr float kContrast = 0.31F;
  for (int attempt = 0; attempt < 100; ++attempt) {
    scene.ground = ground_colour(random);
    scene.ground_far = mixed(scene.ground, ground_colour(random), 0.6F);
    scene.object = object_colour(random);
    if (std::min(contrast(scene.object, scene.ground), contrast(scene.object, scene.ground_far)) > kContrast) break;
  }
  const Colour far = object_colour(random);
  scene.object_far = mixed(scene.object, far, draw(random, 0.0, 0.25));
}

void draw_light(Scene& scene, Random& random) {
  scene.light = direction(random);
  scene.light_strength = draw(random, 0.05, 0.3);
  scene.shadow = draw(random, 0.0, 0.5);
  scene.cast = {draw(random, 0.85, 1.1), draw(random, 0.85, 1.1), draw(random, 0.85, 1.1)};
  scene.cast = scaled(scene.cast, draw(random, 0.85, 1.1));
  scene.noise = draw(random, 0.005, 0.03);
}

}  // namespace

Scene draw_scene(Index kind, Random& random) {
  Scene scene;
  draw_colours(scene, random);
  draw_light(scene, random);
  scene.ground_axis = direction(random);
  for (Wave& wave : scene.waves) {
    const Point along = direction(random);
    const float cycles = draw(random, 1.5, 7.0);
    wave = {{along.x * cycles, along.y * cycles}, draw(random, 0.0, 6.28), draw(random, 0.0, 0.045)};
  }
  scene.clutter_count = static_cast<int>(1 + random.below(Scene::kMaxClutter));
  for (int i = 0; i < scene.clutter_count; ++i)
    scene.clutter[static_cast<std::size_t>(i)] = draw_clutter(random, scene);

  scene.radius = draw(random, 0.58, 0.9);
  const float room = 1.0F - 0.95F * scene.radius;
  scene.centre = {draw(random, -room, room), draw(random, -room, room)};
  const float angle = draw(random, -0.6, 0.6);
  scene.turn = {std::cos(angle), std::sin(angle)};

  scene.has_cover = random.below(4) == 0;
  scene.cover = draw_clutter(random, scene);
  scene.cover.line = false;
  const Point side = direction(random);
  const float out = scene.radius * draw(random, 0.75, 1.0);
  scene.cover.centre = {scene.centre.x + out * side.x, scene.centre.y + out * side.y};
  scene.cover.half_length = scene.radius * draw(random, 0.2, 0.35);
  scene.cover.half_width = scene.cover.half_length * draw(random, 0.5, 0.9);
  scene.cover.strength = 1.0F;

  scene.form.kind = kind;
  form_classes()[static_cast<std::size_t>(kind)].vary(scene.form, random);
  return scene;
}

}  // namespace seven::synth
