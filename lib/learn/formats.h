// One result model in the forms that other systems read. Points and maximum of a submission are the same in all.
#pragma once

#include <string>
#include <vector>

#include "learn/grade.h"

namespace seven::learn {

// Everything, for the instructor: docs/grading.schema.json describes it.
std::string grades_json(const std::vector<Submission>& submissions, const std::string& assignment,
                        const std::string& command);

// One submission as JUnit XML: a test suite an exercise, a test case a check. For the instructor's CI: hidden checks
// are named in it.
std::string junit_xml(const Submission& submission);

// Gradescope's results.json. Hidden checks are marked hidden, so students do not see them.
std::string gradescope_json(const Submission& submission);

// What a GitHub Classroom runner hands to the reporter, before base64: {version, status, max_score, tests}. Students
// can read it, so each hidden check is only called that.
std::string classroom_json(const Submission& submission);

// One line a submission, with nbgrader's columns.
std::string grades_csv(const std::vector<Submission>& submissions, const std::string& assignment,
                       const std::string& due);

// A page over the whole class, in one file: pass rates, commonest mistakes, hints used, each student's row.
std::string class_report(const std::vector<Submission>& submissions, const std::string& assignment,
                         const std::string& machine, const std::string& date, const std::string& command);

// What a student may read about one check: two or three lines, or only its existence if it is hidden.
std::string check_text(const CheckResult& check);

}  // namespace seven::learn
