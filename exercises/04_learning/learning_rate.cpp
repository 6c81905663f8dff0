// The step schedule: the learning rate stays for some epochs, then drops, then stays again.
//
// Epochs are counted from 0. Training begins with the rate `base`. drops[i] is an epoch that begins with a lower rate:
// from that epoch on, it included, the rate is divided by `factor` once more. The drops are in rising order; there are
// `count` of them, and count may be 0.
//
// You return the rate of epoch `epoch`. drops is only read. You may assume: epoch is 0 or more, factor is above 1.
#include "exercise.h"

double learning_rate(double base, double factor,
                     const int* drops,  // (count)
                     int count, int epoch) {
  // TODO(you): how many drops lie behind this epoch? (about 5 lines)
  todo("return the learning rate of this epoch");
}
