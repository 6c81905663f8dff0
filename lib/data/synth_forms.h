// The classes of the synthetic set: forms in the plane, each one function that gives the signed distance to its edge.
// A distance draws a clean edge at any size, and its slope says which way the edge faces: that is all the light needs.
#pragma once

#include <array>
#include <span>

#include "core/philox.h"
#include "core/types.h"

namespace seven::synth {

struct Point {
  float x = 0.0F;
  float y = 0.0F;
};

// One individual of a class. Which members are used, and for what, is the class's own affair.
struct Form {
  Index kind = 0;
  std::array<Point, 10> corners{};
  int count = 0;  // corners in use
  float a = 0.0F;
  float b = 0.0F;
};

struct FormClass {
  const char* name;
  // Draws an individual that fills about the unit circle.
  void (*vary)(Form& form, Random& random);
  // Below 0 inside, above 0 outside; y points down.
  float (*distance)(const Form& form, Point p);
};

// Class k is line k; a set with fewer classes takes the first ones.
std::span<const FormClass> form_classes();

}  // namespace seven::synth
