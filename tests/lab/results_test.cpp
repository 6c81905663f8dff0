#include "lab/results.h"

#include <doctest.h>

#include <string>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

namespace {

Result example(const std::string& error) {
  return {.table = "training",
          .columns = {{"net", "toy"}, {"test error", error}},
          .command = "./seven train --net toy",
          .machine = this_machine(),
          .date = today()};
}

}  // namespace

TEST_CASE("each result is a JSON file, and the table is made from all of them") {
  const TemporaryDirectory project;
  const auto results = project.path() / "docs" / "results";
  record_result(results, "a", example("20 %"));
  record_result(results, "b", example("30 %"));
  record_result(results, "a", example("10 %"));  // measured again: replaces the first
  const std::string table = read_file(results / "training.md");
  CHECK(contains(table, "| toy | 10 % |"));
  CHECK(contains(table, "| toy | 30 % |"));
  CHECK(!contains(table, "20 %"));
  CHECK(contains(table, "`./seven train --net toy`"));
  CHECK(contains(table, this_machine().processor));
}

TEST_CASE("a page with marks gets the table between them and keeps everything else") {
  const TemporaryDirectory project;
  const std::string head = "# Title\n<!-- results: training -->\n";
  const std::string tail = "<!-- end of results -->\nrest\n";
  write_file(project.path() / "README.md", head + "old\n" + tail);
  record_result(project.path() / "docs" / "results", "a", example("10 %"));
  const std::string page = read_file(project.path() / "README.md");
  CHECK(page.starts_with(head));
  CHECK(page.ends_with(tail));
  CHECK(contains(page, "| toy | 10 % |"));
  CHECK(!contains(page, "old"));
}

TEST_CASE("a result file that is damaged is named") {
  const TemporaryDirectory project;
  const auto results = project.path() / "docs" / "results";
  record_result(results, "a", example("10 %"));
  write_file(results / "training" / "b.json", "{");
  CHECK(contains(message_of([&] { record_result(results, "c", example("10 %")); }), "b.json"));
}
