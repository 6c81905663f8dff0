#include <fmt/format.h>

#include <cmath>

#include "learn/formats.h"

namespace seven::learn {

std::string check_text(const CheckResult& check) {
  if (check.status == Status::pass) return "passed";
  std::string text = check.word.empty() ? check.message : fmt::format("{}: {}", check.word, check.message);
  if (!check.where.empty()) text += "\nwhere:    " + check.where;
  if (!check.expected.empty()) text += "\nexpected: " + check.expected;
  if (!check.actual.empty()) text += "\ngot:      " + check.actual;
  if (!std::isnan(check.relative_error))
    text += fmt::format("\nerror:    relative {:.2g}, allowed {:.2g}", check.relative_error, check.allowed);
  if (!check.symptom.empty()) text += "\nseen:     " + check.symptom;
  if (!check.mistake_title.empty()) text += fmt::format("\ncause:    {}. {}", check.mistake_title, check.cause);
  return text;
}

}  // namespace seven::learn
