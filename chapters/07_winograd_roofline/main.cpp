// Chapter 07: what a layer's speed is bounded by, and how to have fewer multiplications. The roofline of this machine,
// Winograd's F(2, 3) on numbers, and the error of its larger sisters.
#include "by_hand.h"
#include "errors.h"
#include "roofline.h"

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("07", "Winograd and the roofline: what bounds a layer, and fewer multiplications");
  return program.run(argc, argv, [&] {
    show_f23();
    show_errors(program);
    show_roofline(program);
  });
}
