// What a student's program says of itself comes back as it was; graders read the same.
#include <doctest.h>

#include <nlohmann/json.hpp>

#include "check/simt_report.h"
#include "support/message.h"

using namespace seven;

namespace {

SimtReport small_report() {
  SimtReport report;
  report.launches = 2;
  report.blocks = 5;
  report.barriers = 7;
  report.error = "lost \xff";  // a program may say anything
  report.findings.push_back({{simt::Kind::host_access, "k<16>", "what", "text\n", "mine.cu", 12, 3}, "1x1"});
  report.findings.push_back({{simt::Kind::crash, "", "what", "more\n", "mine.cu", 13, 1}, ""});
  simt::LineCounts line;
  line.file = "/home/me/mine.cu";
  line.line = 12;
  line.text = "y[i] = \"x\";";
  line.memory = "y";
  line.write = line.shared = true;
  line.bytes = 4;
  line.accesses = 64;
  line.requests = 2;
  line.wavefronts = 4;
  line.ideal = 2;
  report.lines.push_back(line);
  report.touched.kernel = "k<16>";
  report.touched.grid = dim3(3, 2);
  report.touched.memory.push_back({"y", true, 8, {{true, false, 4, 5, 6, true}, {}}});
  return report;
}

}  // namespace

TEST_CASE("a message is read back as it was written") {
  const SimtReport sent = small_report();
  const SimtReport back = read_simt_message(simt_message(sent));
  CHECK(simt_message(back) == simt_message(read_simt_message(simt_message(back))));
  CHECK(back.launches == 2);
  CHECK(back.findings[0].finding.kind == simt::Kind::host_access);
  CHECK(back.findings[0].finding.count == 3);
  CHECK(back.findings[0].op_case == "1x1");
  CHECK(back.lines[0].file == "mine.cu");
  CHECK(back.lines[0].wavefronts == 4);
  CHECK(back.lines[0].shared);
  CHECK(back.touched.grid.y == 2);
  CHECK(back.touched.memory[0].words[0].thread == 6);
  CHECK(back.touched.memory[0].words[0].by_other_warps);
  CHECK(back.touched.memory[0].words[1].count == 0);
  CHECK(contains(message_of([] { read_simt_message("{\"launches\": 1"); }), "cannot be read"));
  CHECK(contains(message_of([] { read_simt_message("{}"); }), "cannot be read"));
}

TEST_CASE("graders find the findings by stable names") {
  const nlohmann::json report =
      nlohmann::json::parse(simt_json(small_report(), "mine.cu", "./seven simt check mine.cu"));
  CHECK(report["format"] == "seven-simt-1");
  CHECK(report["target"] == "mine.cu");
  CHECK(report["findings"][0]["kind"] == "host-access");
  CHECK(report["findings"][0]["line"] == 12);
  CHECK(report["lines"][0]["space"] == "shared");
  CHECK(report["lines"][0]["access"] == "store");
  CHECK(report["lines"][0]["source"] == "y[i] = \"x\";");
  CHECK(!report.contains("touched"));
}

TEST_CASE("findings in words: how often, in which case, and how many more") {
  SimtReport report = small_report();
  const std::string text = findings_text(report);
  CHECK(text == "text\n  3 times in all\n  case 1x1\n\nmore\n\n");
  CHECK(findings_text(report, 1) == "text\n  3 times in all\n  case 1x1\n\nand 1 more\n");
}
