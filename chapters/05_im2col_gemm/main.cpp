// Chapter 05: a convolution as a product of matrices. The column matrix written out, its transpose at work, and what it
// costs.
#include "cost.h"
#include "show.h"

using namespace seven::chapters;

int main(int argc, char** argv) {
  Program program("05", "im2col and GEMM: a convolution as a product of matrices, and what the matrix costs");
  return program.run(argc, argv, [&] {
    show_column();
    show_adjoint();
    count_columns();
    time_im2col(program);
    time_implicit(program);
  });
}
