#include <fmt/format.h>

#include "learn/formats.h"

namespace seven::learn {

namespace {

std::string cell(const std::string& text) {
  // A name that starts like a formula must not become one in a spreadsheet.
  std::string safe = text;
  if (!safe.empty() && std::string("=+-@").find(safe.front()) != std::string::npos) safe = "'" + safe;
  if (safe.find_first_of(",\"\n\r") == std::string::npos) return safe;
  std::string out = "\"";
  for (const char letter : safe) out += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return out + "\"";
}

}  // namespace

std::string grades_csv(const std::vector<Submission>& submissions, const std::string& assignment,
                       const std::string& due) {
  std::string csv =
      "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,"
      "max_score\n";
  for (const Submission& s : submissions) {
    csv += fmt::format("{},{},{},{},{},{},{},{:g},0,{:g},{:g}\n", cell(assignment), cell(due), cell(s.submitted),
                       cell(s.student), cell(s.last_name), cell(s.first_name), cell(s.email), s.points(), s.points(),
                       s.max_points());
  }
  return csv;
}

}  // namespace seven::learn
