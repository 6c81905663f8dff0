#include "data/synth_forms.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace seven::synth {

namespace {

constexpr float kPi = std::numbers::pi_v<float>;

float length(Point p) { return std::sqrt(p.x * p.x + p.y * p.y); }
float draw(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

void add(Form& form, float x, float y) { form.corners[static_cast<std::size_t>(form.count++)] = {x, y}; }

// Distance to the nearest edge; the sign flips at each edge that a ray from p crosses.
float polygon(const Form& form, Point p) {
  float nearest = 1e9F;
  bool inside = false;
  for (int i = 0, j = form.count - 1; i < form.count; j = i++) {
    const Point a = form.corners[static_cast<std::size_t>(i)];
    const Point b = form.corners[static_cast<std::size_t>(j)];
    const Point edge{b.x - a.x, b.y - a.y};
    const Point to{p.x - a.x, p.y - a.y};
    const float t = std::clamp((to.x * edge.x + to.y * edge.y) / (edge.x * edge.x + edge.y * edge.y), 0.0F, 1.0F);
    const Point off{to.x - t * edge.x, to.y - t * edge.y};
    nearest = std::min(nearest, off.x * off.x + off.y * off.y);
    if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + edge.x * (p.y - a.y) / edge.y) inside = !inside;
  }
  return inside ? -std::sqrt(nearest) : std::sqrt(nearest);
}

float box(Point p, float half_width, float half_height) {
  const float x = std::abs(p.x) - half_width;
  const float y = std::abs(p.y) - half_height;
  return length({std::max(x, 0.0F), std::max(y, 0.0F)}) + std::min(std::max(x, y), 0.0F);
}

// A patch of pattern is cut out as a disc or as a square, so that the outline does not tell.
float patch(const Form& form, Point p) { return form.b < 0.5F ? length(p) - 0.95F : box(p, 0.85F, 0.85F); }

void vary_patch(Form& form, Random& random) {
  form.a = draw(random, 0.0, 1.0);
  form.b = draw(random, 0.0, 1.0);
}

void vary_disc(Form& form, Random& random) { form.a = draw(random, 0.85, 1.0); }
float disc(const Form& form, Point p) { return length({p.x, p.y / form.a}) * form.a - 0.9F * form.a; }

void vary_square(Form& form, Random& random) {
  const float half = draw(random, 0.72, 0.82);
  const float other = half * draw(random, 0.88, 1.0);
  for (const Point sign : {Point{-1, -1}, Point{1, -1}, Point{1, 1}, Point{-1, 1}})
    add(form, sign.x * half, sign.y * other);
}

void vary_triangle(Form& form, Random& random) {
  // Braces: unlike arguments they are drawn in the order written, whatever the compiler.
  form.corners[0] = {draw(random, -0.15, 0.15), -0.95F};
  form.corners[1] = {draw(random, 0.8, 0.95), draw(random, 0.55, 0.75)};
  form.corners[2] = {draw(random, -0.95, -0.8), draw(random, 0.55, 0.75)};
  form.count = 3;
}

void vary_star(Form& form, Random& random) {
  const float inner = draw(random, 0.38, 0.48);
  for (int i = 0; i < 10; ++i) {
    const float angle = kPi * static_cast<float>(i) / 5.0F;
    const float radius = i % 2 == 0 ? 1.0F : inner;
    add(form, radius * std::sin(angle), -radius * std::cos(angle));
  }
}

void vary_ring(Form& form, Random& random) { form.a = draw(random, 0.14, 0.2); }  // half the thickness
float ring(const Form& form, Point p) { return std::abs(length(p) - (0.95F - form.a)) - form.a; }

void vary_cross(Form& form, Random& random) {
  form.a = draw(random, 0.2, 0.28);  // half the width of an arm
  form.b = draw(random, 0.85, 0.95);
}
float cross(const Form& form, Point p) { return std::min(box(p, form.b, form.a), box(p, form.a, form.b)); }

// A square on its corner with a disc on each of its two upper sides.
void vary_heart(Form& form, Random& random) { form.a = draw(random, 0.44, 0.48); }
float heart(const Form& form, Point p) {
  const float half = form.a;
  const float diagonal = half * std::numbers::sqrt2_v<float>;
  const Point q{p.x, p.y - 0.08F};
  const Point turned{(q.x + q.y) / std::numbers::sqrt2_v<float>, (q.y - q.x) / std::numbers::sqrt2_v<float>};
  const float lobe = length({std::abs(q.x) - diagonal / 2.0F, q.y + diagonal / 2.0F}) - half;
  return std::min(box(turned, half, half), lobe);
}

void vary_crescent(Form& form, Random& random) {
  form.a = draw(random, 0.68, 0.8);   // radius of the bite
  form.b = draw(random, 0.42, 0.55);  // how far aside it sits
}
float crescent(const Form& form, Point p) {
  const Point q{p.x - 0.15F, p.y};
  return std::max(length(q) - 0.95F, form.a - length({q.x - form.b, q.y}));
}

float stripes(const Form& form, Point p) {
  const float period = 0.46F + 0.12F * form.a;
  const float phase = p.x / period - std::floor(p.x / period) - 0.5F;
  return std::max(patch(form, p), (std::abs(phase) - 0.25F) * period);
}

float checkerboard(const Form& form, Point p) {
  const float cell = 0.42F + 0.1F * form.a;
  const float x = p.x / cell;
  const float y = p.y / cell;
  const float to_line = std::min(std::abs(x - std::round(x)), std::abs(y - std::round(y))) * cell;
  const bool filled = (static_cast<int>(std::floor(x)) + static_cast<int>(std::floor(y))) % 2 == 0;
  return std::max(patch(form, p), filled ? -to_line : to_line);
}

void vary_arrow(Form& form, Random& random) {
  const float shaft = draw(random, 0.14, 0.2);
  const float head = draw(random, 0.5, 0.62);
  const float neck = draw(random, -0.15, 0.0);
  add(form, 0.0F, -0.98F);
  add(form, head, neck);
  add(form, shaft, neck);
  add(form, shaft, 0.95F);
  add(form, -shaft, 0.95F);
  add(form, -shaft, neck);
  add(form, -head, neck);
}

// Two turns and a quarter of a line whose radius grows evenly; the distance is taken along the radius.
void vary_spiral(Form& form, Random& random) {
  form.a = random.below(2) == 0 ? 1.0F : -1.0F;
  form.b = draw(random, 0.085, 0.11);  // half the thickness
}
float spiral(const Form& form, Point p) {
  constexpr float kPitch = 0.42F;
  const float radius = length(p);
  const float turn = std::atan2(form.a * p.y, p.x) / (2.0F * kPi);
  const float arm = std::clamp(std::round(radius / kPitch - turn), 0.0F, 2.0F);
  const float along = std::clamp(arm + turn, 0.0F, 2.25F);
  const float end = length({p.x - kPitch * 2.25F * std::cos(kPi / 2.0F), p.y - form.a * kPitch * 2.25F});
  return std::min(std::abs(radius - kPitch * along), end) - form.b;
}

constexpr FormClass kClasses[] = {
    {"disc", vary_disc, disc},
    {"square", vary_square, polygon},
    {"triangle", vary_triangle, polygon},
    {"star", vary_star, polygon},
    {"ring", vary_ring, ring},
    {"cross", vary_cross, cross},
    {"heart", vary_heart, heart},
    {"crescent", vary_crescent, crescent},
    {"stripes", vary_patch, stripes},
    {"checkerboard", vary_patch, checkerboard},
    {"arrow", vary_arrow, polygon},
    {"spiral", vary_spiral, spiral},
};

}  // namespace

std::span<const FormClass> form_classes() { return kClasses; }

}  // namespace seven::synth
