#include "sectors_picture.h"

#include <fmt/format.h>

namespace seven::chapters {

namespace {

constexpr Index kLanes = 32, kSectors = 32, kWordsOfSector = 8;
constexpr double kLeft = 24.0, kSector = 22.0, kWord = kSector / kWordsOfSector;
constexpr double kPanel = 150.0, kTop = 20.0;

std::string panel(const StridedRead& read, double top) {
  const double lanes = top + 26, words = top + 90;
  std::string svg = fmt::format(
      "<text x=\"{:.0f}\" y=\"{:.0f}\" class=\"ink\" font-weight=\"600\">x[lane * {}]</text>\n"
      "<text x=\"{:.0f}\" y=\"{:.0f}\" class=\"ink\" text-anchor=\"end\">{} sectors, {} bytes, for 128 that are used"
      "</text>\n",
      kLeft, top + 12, read.stride, kLeft + kSectors * kSector, top + 12, read.sectors, 32 * read.sectors);
  std::string lines, used;
  for (Index lane = 0; lane < kLanes; ++lane) {
    const double x = kLeft + kSector * static_cast<double>(lane);
    const double word = kLeft + kWord * static_cast<double>(lane * read.stride);
    svg += fmt::format("<rect x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"20\" class=\"lane\"/>\n", x, lanes,
                       kSector);
    svg += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\" font-size=\"11\" class=\"number\">{}</text>\n",
        x + kSector / 2, lanes + 14, lane);
    lines += fmt::format("M{:.1f} {:.0f}L{:.2f} {:.0f}", x + kSector / 2, lanes + 20, word + kWord / 2, words);
    used += fmt::format("M{:.2f} {:.0f}h{:.2f}v28h-{:.2f}z", word, words, kWord, kWord);
  }
  std::string borders;
  for (Index sector = 0; sector < kSectors; ++sector) {
    const bool comes = sector * kWordsOfSector <= (kLanes - 1) * read.stride;
    const std::string place = fmt::format("x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"28\"",
                                          kLeft + kSector * static_cast<double>(sector), words, kSector);
    svg += fmt::format("<rect {} class=\"{}\"/>\n", place, comes ? "comes" : "rest");
    if (comes) borders += fmt::format("<rect {} class=\"border\"/>\n", place);
  }
  return svg + fmt::format("<path d=\"{}\" class=\"used\"/>\n{}<path d=\"{}\" class=\"way\"/>\n", used, borders, lines);
}

}  // namespace

std::string sectors_picture(const std::vector<StridedRead>& reads) {
  const double height = kTop + kPanel * static_cast<double>(reads.size()) + 24;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 752 {0:.0f}\" role=\"img\" aria-label=\"The 32 lanes of "
      "a "
      "warp and the sectors of memory that they read: side by side 4 sectors, with stride 8 all 32\" "
      "font-family=\"system-ui, sans-serif\" font-size=\"15\">\n<style>\n"
      ".ground{{fill:#fbfcfd}} .ink{{fill:#1c2430}} .lane{{fill:#fde4d3;stroke:#e8763a}} .number{{fill:#6b2f0f}}\n"
      ".comes{{fill:#d6e6fb}} .border{{fill:none;stroke:#14508f}} .rest{{fill:#ffffff;stroke:#c4ccd6}} "
      ".used{{fill:#2a78d6}}\n"
      ".way{{fill:none;stroke:#e8763a;opacity:0.7}}\n"
      "@media (prefers-color-scheme: dark) {{\n"
      ".ground{{fill:#161b22}} .ink{{fill:#e6edf3}} .lane{{fill:#4a2a17}} .number{{fill:#fbd3b8}}\n"
      ".comes{{fill:#17324f}} .border{{stroke:#9cc7f7}} .rest{{fill:#161b22;stroke:#3d4754}} "
      ".used{{fill:#3f86d6}}\n}}\n"
      "</style>\n<rect width=\"752\" height=\"{0:.0f}\" rx=\"8\" class=\"ground\"/>\n",
      height);
  double top = kTop;
  for (const StridedRead& read : reads) {
    svg += panel(read, top);
    top += kPanel;
  }
  svg += fmt::format(
      "<text x=\"{:.0f}\" y=\"{:.0f}\" class=\"ink\" font-size=\"13\">Above, the lanes of a warp. Below, sectors of 8 "
      "floats: blue if they come, full blue where asked for."
      "</text>\n",
      kLeft, height - 14);
  return svg + "</svg>\n";
}

}  // namespace seven::chapters
