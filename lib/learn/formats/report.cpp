// The page over a class.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "inspect/plot.h"
#include "inspect/report_style.h"
#include "learn/formats.h"

namespace seven::learn {

namespace {

constexpr const char* kClassStyle = R"css(
.rates { width: 100%; font-size: 15px; }
.rates th { text-align: left; color: var(--soft); font-weight: 500; font-size: 13px; }
.rates th, .rates td { padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.rates .number { text-align: right; white-space: nowrap; }
.rate { position: relative; min-width: 120px; height: 22px; border-radius: 5px; background: var(--line); overflow: hidden; }
.rate i { position: absolute; inset: 0 auto 0 0; background: var(--right); opacity: .5; }
.rate b { position: relative; padding: 0 8px; font-size: 13px; line-height: 22px; font-weight: 600; }
.matrix td.cell { width: 26px; min-width: 26px; height: 24px; padding: 0; border: 2px solid var(--card); border-radius: 6px; text-align: center; font-size: 12px; }
.matrix th { font-size: 12px; color: var(--soft); font-weight: 500; text-align: left; padding-right: 12px; white-space: nowrap; }
.matrix tr:first-child th { vertical-align: bottom; }
.matrix th.turned { height: 170px; vertical-align: bottom; padding: 0; }
.matrix th.turned span { writing-mode: vertical-rl; transform: rotate(180deg); }
.pass { background: color-mix(in srgb, var(--right) 55%, var(--card)); }
.part { background: color-mix(in srgb, var(--series-2) 45%, var(--card)); }
.none { background: color-mix(in srgb, var(--wrong) 45%, var(--card)); }
details summary { cursor: pointer; color: var(--accent); }
)css";

std::string rate(double share) {
  return fmt::format("<div class=\"rate\"><i style=\"width:{:.0f}%\"></i><b>{:.0f} %</b></div>", 100 * share,
                     100 * share);
}

// How often each word stands in a list, commonest first.
std::vector<std::pair<std::string, int>> counted(const std::vector<std::string>& words) {
  std::map<std::string, int> counts;
  for (const std::string& word : words) ++counts[word];
  std::vector<std::pair<std::string, int>> list(counts.begin(), counts.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return list;
}

// What went wrong first in an exercise: the mistake's title, or the word if nothing has a name.
std::string first_cause(const ExerciseResult& exercise) {
  const CheckResult* failure = exercise.first_failure();
  if (failure == nullptr) return "";
  return failure->mistake_title.empty() ? failure->word : failure->mistake_title;
}

std::string facts(const std::vector<Submission>& submissions) {
  std::vector<double> shares;
  double seconds = 0;
  for (const Submission& s : submissions) {
    shares.push_back(s.max_points() > 0 ? s.points() / s.max_points() : 0.0);
    seconds += s.seconds;
  }
  std::sort(shares.begin(), shares.end());
  const double median = shares.empty() ? 0.0 : (shares[(shares.size() - 1) / 2] + shares[shares.size() / 2]) / 2;
  const auto fact = [](const std::string& name, const std::string& value) {
    return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, escaped(value));
  };
  return "<dl class=\"facts\">\n" + fact("submissions", std::to_string(submissions.size())) +
         fact("exercises", std::to_string(submissions.empty() ? 0 : submissions[0].exercises.size())) +
         fact("median of points", fmt::format("{:.0f} %", 100 * median)) +
         fact("lowest, highest",
              shares.empty() ? "" : fmt::format("{:.0f} %, {:.0f} %", 100 * shares.front(), 100 * shares.back())) +
         fact("time of all checks", fmt::format("{:.0f} s", seconds)) + "</dl>\n";
}

std::string check_rows(const std::vector<Submission>& submissions, std::size_t e) {
  std::string html = "<details><summary>by check</summary><table class=\"rates\">\n";
  const ExerciseResult& model = submissions[0].exercises[e];
  for (std::size_t c = 0; c < model.checks.size(); ++c) {
    int passed = 0;
    for (const Submission& s : submissions) passed += s.exercises[e].checks[c].status == Status::pass ? 1 : 0;
    html += fmt::format("<tr><td>{}{}</td><td>{}</td></tr>\n", escaped(model.checks[c].title),
                        model.checks[c].hidden ? " <em>(hidden)</em>" : "",
                        rate(static_cast<double>(passed) / static_cast<double>(submissions.size())));
  }
  return html + "</table></details>";
}

std::string exercise_rows(const std::vector<Submission>& submissions) {
  std::string html =
      "<div class=\"wide\"><table class=\"rates\">\n<tr><th>exercise</th><th>passed whole</th><th>commonest "
      "mistakes</th><th "
      "class=\"number\">hints, mean</th><th class=\"number\">runs, mean</th></tr>\n";
  for (std::size_t e = 0; e < submissions[0].exercises.size(); ++e) {
    const std::string& id = submissions[0].exercises[e].id;
    int passed = 0, hints = 0, runs = 0;
    std::vector<std::string> causes;
    for (const Submission& s : submissions) {
      passed += s.exercises[e].status == Status::pass ? 1 : 0;
      if (const std::string cause = first_cause(s.exercises[e]); !cause.empty()) causes.push_back(cause);
      hints += s.hints.contains(id) ? s.hints.at(id) : 0;
      runs += s.runs.contains(id) ? s.runs.at(id) : 0;
    }
    std::string mistakes;
    int shown = 0;
    for (const auto& [cause, count] : counted(causes)) {
      if (++shown <= 3) mistakes += fmt::format("{}{} ({})", mistakes.empty() ? "" : "<br>", escaped(cause), count);
    }
    const auto n = static_cast<double>(submissions.size());
    html += fmt::format(
        "<tr><td><b>{}</b><br>{}{}</td><td>{}</td><td>{}</td><td class=\"number\">{:.1f}</td><td "
        "class=\"number\">{:.1f}</td></tr>\n",
        escaped(id), escaped(submissions[0].exercises[e].title), check_rows(submissions, e), rate(passed / n), mistakes,
        hints / n, runs / n);
  }
  return html + "</table></div>\n";
}

std::string student_rows(const std::vector<Submission>& submissions) {
  std::string html = "<div class=\"wide\"><table class=\"matrix\">\n<tr><th>student</th><th>points</th>";
  for (const ExerciseResult& exercise : submissions[0].exercises)
    html += fmt::format("<th class=\"turned\"><span>{}</span></th>", escaped(exercise.id));
  html += "</tr>\n";
  for (const Submission& s : submissions) {
    html += fmt::format("<tr><th>{}</th><th>{:g} of {:g}</th>", escaped(s.student), s.points(), s.max_points());
    for (const ExerciseResult& exercise : s.exercises) {
      const double share = exercise.max_points() > 0 ? exercise.points() / exercise.max_points() : 0.0;
      html += fmt::format("<td class=\"cell {}\" title=\"{}: {:g} of {:g}{}{}\">{:.0f}</td>",
                          share >= 1.0  ? "pass"
                          : share > 0.0 ? "part"
                                        : "none",
                          escaped(exercise.id), exercise.points(), exercise.max_points(),
                          exercise.status == Status::pass ? "" : ", ", escaped(first_cause(exercise)), 100 * share);
    }
    html += "</tr>\n";
  }
  return html + "</table></div>\n";
}

}  // namespace

std::string class_report(const std::vector<Submission>& submissions, const std::string& assignment,
                         const std::string& machine, const std::string& date, const std::string& command) {
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>{} · Seven "
      "Loops</title>\n<style>{}{}</style>\n</head>\n<body>\n"
      "<main>\n<header>\n<p class=\"eyebrow\">Seven Loops · the class</p>\n<h1>{}</h1>\n{}<p class=\"machine\">{} · {} "
      "· "
      "<code>{}</code></p>\n</header>\n",
      escaped(assignment), kReportStyle, kClassStyle, escaped(assignment), facts(submissions), escaped(machine),
      escaped(date), escaped(command));
  if (!submissions.empty() && !submissions[0].exercises.empty()) {
    html +=
        "<section>\n<h2>Exercises</h2>\n<p class=\"note\">How many passed every check, and what went wrong first where "
        "they "
        "did not.</p>\n" +
        exercise_rows(submissions) +
        "</section>\n<section>\n<h2>Students</h2>\n<p class=\"note\">Percent of the points, "
        "by exercise. Point at a cell for the first mistake.</p>\n" +
        student_rows(submissions) + "</section>\n";
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace seven::learn
