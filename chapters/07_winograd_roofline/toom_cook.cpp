#include "toom_cook.h"

#include <cmath>

namespace seven::chapters {

namespace {

// The coefficients of the product of all (x - points[k]) but the one numbered `without` (-1: of all), lowest first.
std::vector<double> product_of_roots(const std::vector<double>& points, Index without) {
  std::vector<double> p = {1.0};
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (static_cast<Index>(k) == without) continue;
    p.push_back(0.0);
    for (std::size_t i = p.size() - 1; i > 0; --i) p[i] = p[i - 1] - points[k] * p[i];
    p[0] *= -points[k];
  }
  return p;
}

}  // namespace

//! [matrices]
ToomCook::ToomCook(Index outputs, Index taps, const std::vector<double>& points)
    : m(outputs), r(taps), n(outputs + taps - 1) {
  const auto at = [](Index i, Index j, Index width) { return static_cast<std::size_t>(i * width + j); };
  A.resize(at(m, 0, n));
  G.resize(at(n, 0, r));
  B.resize(at(n, 0, n));
  for (Index i = 0; i + 1 < n; ++i) {  // a finite point
    const double point = points[static_cast<std::size_t>(i)];
    double others = 1.0;  // the product of its distances from all others
    for (Index k = 0; k + 1 < n; ++k) others *= k == i ? 1.0 : point - points[static_cast<std::size_t>(k)];
    for (Index j = 0; j < m; ++j) A[at(j, i, n)] = std::pow(point, static_cast<double>(j));
    for (Index j = 0; j < r; ++j) G[at(i, j, r)] = std::pow(point, static_cast<double>(j)) / others;
    const std::vector<double> row = product_of_roots(points, i);
    for (std::size_t j = 0; j < row.size(); ++j) B[at(i, static_cast<Index>(j), n)] = row[j];
  }
  A[at(m - 1, n - 1, n)] = 1.0;  // infinity: the highest coefficient alone
  G[at(n - 1, r - 1, r)] = 1.0;
  const std::vector<double> row = product_of_roots(points, -1);
  for (std::size_t j = 0; j < row.size(); ++j) B[at(n - 1, static_cast<Index>(j), n)] = row[j];
}
//! [matrices]

}  // namespace seven::chapters
