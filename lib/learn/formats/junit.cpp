#include <fmt/format.h>

#include "inspect/plot.h"
#include "learn/formats.h"

namespace seven::learn {

namespace {

// For attributes and text. Control characters, which XML does not know, become question marks.
std::string xml_text(const std::string& text) {
  std::string out;
  for (const char letter : escaped(text)) {
    if (letter == '\n') {
      out += "&#10;";
    } else {
      out += static_cast<unsigned char>(letter) < 0x20 && letter != '\t' ? '?' : letter;
    }
  }
  return out;
}

std::string case_xml(const ExerciseResult& exercise, const CheckResult& check) {
  std::string xml = fmt::format(
      "    <testcase classname=\"{}.{}\" name=\"{}\" time=\"{:.3f}\">\n      <properties><property name=\"points\" "
      "value=\"{:g}\"/><property name=\"max\" value=\"{:g}\"/></properties>\n",
      xml_text(exercise.chapter), xml_text(exercise.id), xml_text(check.id + ": " + check.title), check.seconds,
      check.points, check.max_points);
  const char* kind = check.status == Status::fail ? "failure" : check.status == Status::error ? "error" : "skipped";
  if (check.status != Status::pass) {
    xml += fmt::format("      <{} message=\"{}\">{}</{}>\n", kind, xml_text(check.word + ": " + check.message),
                       xml_text(check_text(check)), kind);
  }
  return xml + "    </testcase>\n";
}

}  // namespace

std::string junit_xml(const Submission& submission) {
  std::string suites;
  int tests = 0, failures = 0, errors = 0, skipped = 0;
  for (const ExerciseResult& exercise : submission.exercises) {
    int here[4] = {};
    std::string cases;
    for (const CheckResult& check : exercise.checks) {
      ++here[static_cast<int>(check.status)];
      cases += case_xml(exercise, check);
    }
    suites += fmt::format(
        "  <testsuite name=\"{}.{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n{}"
        "  </testsuite>\n",
        xml_text(exercise.chapter), xml_text(exercise.id), exercise.checks.size(), here[1], here[2], here[3],
        exercise.seconds, cases);
    tests += static_cast<int>(exercise.checks.size());
    failures += here[1];
    errors += here[2];
    skipped += here[3];
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "skipped=\"{}\" time=\"{:.3f}\">\n{}</testsuites>\n",
      xml_text(submission.student), tests, failures, errors, skipped, submission.seconds, suites);
}

}  // namespace seven::learn
