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

TEST_CASE("what all rows have in common stands once below them, and in each row where it differs") {
  const TemporaryDirectory project;
  const auto results = project.path() / "docs" / "results";
  record_result(results, "a", example("20 %"));
  CHECK(contains(read_file(results / "training.md"), "| machine | date | command |"));
  record_result(results, "b", example("30 %"));
  const std::string together = read_file(results / "training.md");
  CHECK(contains(together, "| toy | 20 % |\n| toy | 30 % |\n\nMeasured by `./seven train --net toy` on "));
  CHECK(!contains(together, "| machine |"));
  Result other = example("40 %");
  other.command = "./seven train --net toy --rate 1";
  record_result(results, "c", other);
  const std::string apart = read_file(results / "training.md");
  CHECK(contains(apart, "| `./seven train --net toy` |\n"));
  CHECK(contains(apart, "| `./seven train --net toy --rate 1` |\n"));
  CHECK(!contains(apart, "Measured by"));
}

TEST_CASE("a column that came to a table later is empty in the rows from before") {
  const TemporaryDirectory project;
  const auto results = project.path() / "docs" / "results";
  record_result(results, "a", example("20 %"));
  Result newer = example("30 %");
  newer.columns = {{"net", "toy"}, {"memory", "7 MiB"}, {"test error", "30 %"}};
  record_result(results, "b", newer);
  const std::string table = read_file(results / "training.md");
  CHECK(contains(table, "| net | memory | test error |"));
  CHECK(contains(table, "| toy |  | 20 % |"));
  CHECK(contains(table, "| toy | 7 MiB | 30 % |"));
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

TEST_CASE("the pages of the chapters get the table too, each beside its other tables") {
  const TemporaryDirectory project;
  const auto page = [&](const char* chapter) { return project.path() / "chapters" / chapter / "README.md"; };
  const std::string marks = "<!-- results: training -->\nold\n<!-- end of results -->\n";
  const std::string other = "<!-- results: steps -->\nkept\n<!-- end of results -->\n";
  make_directories(page("01_first").parent_path());
  make_directories(page("02_second").parent_path());
  make_directories(page("03_no_page").parent_path());
  write_file(page("01_first"), other + marks);
  write_file(page("02_second"), marks + other);
  record_result(project.path() / "docs" / "results", "a", example("10 %"));
  for (const char* chapter : {"01_first", "02_second"}) {
    const std::string text = read_file(page(chapter));
    CHECK(contains(text, "| toy | 10 % |"));
    CHECK(!contains(text, "old"));
    CHECK(contains(text, other));
  }
}

TEST_CASE("a table whose end is missing is left alone") {
  const TemporaryDirectory project;
  const std::string page = "<!-- results: training -->\ntext\n<!-- results: steps -->\n<!-- end of results -->\n";
  write_file(project.path() / "README.md", page);
  record_result(project.path() / "docs" / "results", "a", example("10 %"));
  CHECK(read_file(project.path() / "README.md") == page);
}

TEST_CASE("a result file that is damaged is named") {
  const TemporaryDirectory project;
  const auto results = project.path() / "docs" / "results";
  record_result(results, "a", example("10 %"));
  write_file(results / "training" / "b.json", "{");
  CHECK(contains(message_of([&] { record_result(results, "c", example("10 %")); }), "b.json"));
}
