// Row-major: at which place in memory does element (n, c, h, w) of an array of shape (N, C, H, W) lie?
//
// n is the image, c the channel, h the row and w the column. In memory the array is one long line of numbers. Row-major
// means that the last index runs fastest: (n, c, h, w) is followed by (n, c, h, w + 1), the end of a row by the next
// row of the same picture, the last row by the next channel, and the last channel by the next image.
//
// Places are counted from 0. You may assume that no index is below 0, and that each is smaller than its size.
#include "exercise.h"

int row_major(int n, int c, int h, int w, int C, int H, int W) {
  // From the outside to the inside: whole channels before this one, then whole rows, then elements. N is not needed: it
  // only says where the array ends.
  return ((n * C + c) * H + h) * W + w;
}
