// Dropout: in training each unit is switched off with probability `rate`, so that none may rely on another.
//
//   training is 1:  mask[i] = 0 if u[i] < rate, and 1 if not
//                   y[i] = mask[i] * x[i] / (1 - rate)
//   training is 0:  y[i] = x[i]: at test all units are on
//
// u holds random numbers between 0 and 1, drawn for you, one for each unit. Only a share of 1 - rate of the units is
// left in training; dividing by it makes up for the others, so that sums are as large as at test on average. Caffe and
// PyTorch do it this way. (The AlexNet paper does not divide in training, and multiplies by 1 - rate at test.)
//
// mask is kept for the backward pass. You write every element of y, and in training every element of mask. At test,
// mask stays as it is and u holds nothing of use. You may assume that rate is at least 0 and below 1. x and u are only
// read.
#include "exercise.h"

void dropout(float* y,        // (size)
             float* mask,     // (size)
             const float* x,  // (size)
             const float* u,  // (size)
             int size, float rate, int training) {
  // TODO(you): training and test (about 6 lines)
  todo("write y, and in training the mask");
}
