#include "inspect/memory_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "inspect/plot.h"

namespace seven {

namespace {

using simt::TouchedMemory;
using simt::TouchedWord;

constexpr int kColumns = 32;
constexpr int kSector = 8;  // words
constexpr double kLeft = 72.0, kCell = 22.0, kHigh = 20.0, kGap = 6.0;
constexpr int kSectors = kColumns / kSector;
constexpr double kWidth = kLeft + kColumns * kCell + (kSectors - 1) * kGap + 20.0;
constexpr std::size_t kLegend = 8;  // warps

constexpr const char* kStyle = R"css(<style>
svg { --ground: #ffffff; --ink: #1b2027; --soft: #626c78; --line: #ccd2da; --light: 80%; color: var(--ink); }
@media (prefers-color-scheme: dark) {
  svg { --ground: #14181d; --ink: #e7eaee; --soft: #98a2ae; --line: #39414b; --light: 34%; }
}
.soft { fill: var(--soft); }
.none { fill: none; stroke: var(--line); }
.lane { font-size: 9.5px; text-anchor: middle; }
.both { fill: none; stroke: currentColor; opacity: 0.75; }
</style>
)css";

class Drawing {
 public:
  explicit Drawing(const simt::Touched& touched) : touched_(touched) {
    const unsigned threads = touched.block.x * touched.block.y * touched.block.z;
    warps_ = (threads + kColumns - 1) / kColumns;
    by_thread_ = warps_ == 1 && touched.grid.x * touched.grid.y * touched.grid.z == 1;
  }

  std::string svg() {
    title();
    legend();
    for (const TouchedMemory& memory : touched_.memory) draw(memory);
    if (touched_.memory.empty()) {
      text(kLeft, y_ + 20.0, "class=\"soft\" font-size=\"13\"", "no memory was touched");
      y_ += 30.0;
    }
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
               "height=\"{1:g}\" role=\"img\" aria-label=\"{2}\" font-family=\"system-ui, sans-serif\" "
               "fill=\"currentColor\">\n",
               kWidth, y_ + 16.0, escaped(touched_.kernel + ": who touches which word")) +
           kStyle + "<rect width=\"100%\" height=\"100%\" rx=\"8\" style=\"fill:var(--ground)\"/>\n" + body_ +
           "</svg>\n";
  }

 private:
  void text(double x, double y, const std::string& style, const std::string& content) {
    body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", x, y, style, escaped(content));
  }

  // Neighbours get colours far apart: the golden angle.
  [[nodiscard]] std::string colour(const TouchedWord& word) const {
    const unsigned number = by_thread_ ? word.thread : word.block * warps_ + word.thread / kColumns;
    const double hue = by_thread_ ? 11.25 * number : 212.0 + 137.508 * number;
    return fmt::format("hsl({:.0f} 62% var(--light, 80%))", hue - 360.0 * static_cast<int>(hue / 360.0));
  }

  void cell(double x, double y, const TouchedWord* word) {
    if (word == nullptr || word->count == 0) {
      body_ += fmt::format("<rect class=\"none\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
                           x + 0.5, y + 0.5, kCell - 3.0, kHigh - 3.0);
      return;
    }
    body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" rx=\"3\" style=\"fill:{}\"/>", x,
                         y, kCell - 2.0, kHigh - 2.0, colour(*word));
    if (word->by_other_warps) {
      body_ += fmt::format("<rect class=\"both\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
                           x + 0.6, y + 0.6, kCell - 3.2, kHigh - 3.2);
    }
    // Written: a bar below the number. Read: a dot in the corner.
    if (word->write)
      body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"10\" height=\"2\"/>", x + 5.0, y + 14.6);
    if (word->read) body_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"1.6\"/>", x + 3.6, y + 3.6);
  }

  void lane(double x, double y, const std::string& number) {
    body_ += fmt::format("<text class=\"lane\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", x + 10.0, y + 13.0, number);
  }

  [[nodiscard]] std::string tooltip(const TouchedMemory& memory, std::size_t number, const TouchedWord& word) const {
    return fmt::format("word {} of {}: first block {}, thread {} (warp {}, lane {}); {}; {} accesses{}{}", number,
                       memory.name, word.block, word.thread, word.thread / kColumns, word.thread % kColumns,
                       word.read && word.write ? "read and written"
                       : word.write            ? "written"
                                               : "read",
                       word.count, word.by_other_warps ? ", of other warps too" : "",
                       memory.shared ? fmt::format("; bank {}", number % kColumns) : "");
  }

  void title() {
    // A template's name can be long.
    const std::string line = touched_.kernel + ": who touches which word";
    const double size_of_text = std::clamp(1350.0 / static_cast<double>(line.size()), 10.0, 18.0);
    text(20.0, 32.0, fmt::format("font-size=\"{:.1f}\" font-weight=\"600\"", size_of_text), line);
    const auto size = [](const dim3& d) { return fmt::format("({}, {}, {})", d.x, d.y, d.z); };
    text(20.0, 52.0, "class=\"soft\" font-size=\"13\"",
         fmt::format("grid {}, block {}; a cell is a word of 4 bytes", size(touched_.grid), size(touched_.block)));
    y_ = 62.0;
  }

  // The warps in the order in which they are met, and what the marks mean.
  void legend() {
    if (!by_thread_) warp_colours();
    double x = 20.0;
    const auto mark = [&](TouchedWord word, const char* number, const char* meaning) {
      word.count = 1;
      cell(x, y_, &word);
      lane(x, y_, number);
      text(x + kCell + 4.0, y_ + 13.5, "class=\"soft\" font-size=\"12\"", meaning);
      x += kCell + 22.0 + 6.1 * static_cast<double>(std::string(meaning).size());
    };
    mark({}, "7", by_thread_ ? "thread 7 was first" : "lane 7 of its warp was first");
    mark({.read = true}, "", "read");
    mark({.write = true}, "", "written");
    mark({.read = true, .write = true}, "", "both");
    mark({.by_other_warps = true}, "", "other warps came too");
    y_ += kHigh + 8.0;
  }

  void warp_colours() {
    constexpr const char* kSmall = "class=\"soft\" font-size=\"12\"";
    std::vector<std::pair<unsigned, unsigned>> seen;
    text(20.0, y_ + 12.5, kSmall, "block.warp that was first:");
    double x = 184.0;
    for (const TouchedMemory& memory : touched_.memory) {
      for (const TouchedWord& word : memory.words) {
        const std::pair warp(word.block, word.thread / kColumns);
        if (word.count == 0 || std::find(seen.begin(), seen.end(), warp) != seen.end()) continue;
        seen.push_back(warp);
        if (seen.size() > kLegend) continue;
        body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"14\" height=\"14\" rx=\"3\" style=\"fill:{}\"/>",
                             x, y_ + 1.0, colour(word));
        text(x + 18.0, y_ + 12.5, kSmall, fmt::format("{}.{}", warp.first, warp.second));
        x += 62.0;
      }
    }
    if (seen.size() > kLegend) text(x, y_ + 12.5, kSmall, fmt::format("and {} more", seen.size() - kLegend));
    y_ += 24.0;
  }

  [[nodiscard]] static double across(int column) {
    const int sector = column / kSector;
    return kLeft + column * kCell + sector * kGap;
  }

  static bool touched_row(const TouchedMemory& memory, std::size_t row) {
    const std::size_t end = std::min(memory.words.size(), (row + 1) * kColumns);
    return std::any_of(memory.words.begin() + static_cast<std::ptrdiff_t>(row * kColumns),
                       memory.words.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const TouchedWord& word) { return word.count > 0; });
  }

  void draw(const TouchedMemory& memory) {
    const std::size_t words = (memory.bytes + 3) / 4;
    y_ += 26.0;
    const std::string what =
        fmt::format("{}, {} words{}", memory.shared ? "shared memory of block 0" : "device memory", words,
                    words > memory.words.size() ? fmt::format(": the first {} are drawn", memory.words.size()) : "");
    body_ += fmt::format(
        "<text x=\"20\" y=\"{:.1f}\" font-size=\"15\" font-weight=\"600\">{}<tspan class=\"soft\" dx=\"8\" "
        "font-size=\"13\" font-weight=\"400\">{}</tspan></text>\n",
        y_, escaped(memory.name), what);
    y_ += 16.0;
    heading(memory.shared);
    const std::size_t rows = (memory.words.size() + kColumns - 1) / kColumns;
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t next = row;
      while (next < rows && !touched_row(memory, next)) ++next;
      if (next > row) {
        text(kLeft, y_ + 12.0, "class=\"soft\" font-size=\"11\"",
             fmt::format("words {} to {}: nobody came here", row * kColumns,
                         std::min(next * kColumns, memory.words.size()) - 1));
        y_ += 18.0;
        row = next - 1;
        continue;
      }
      draw_row(memory, row);
    }
  }

  // Above the columns: the banks, or the sectors.
  void heading(bool shared) {
    for (int column = 0; column < kColumns; column += shared ? 1 : kSector) {
      if (shared) {
        body_ += fmt::format("<text class=\"lane soft\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", across(column) + 10.0, y_,
                             column);
      } else {
        text(across(column), y_, "class=\"soft\" font-size=\"10\"", "32 bytes: a sector");
      }
    }
    text(20.0, y_, "class=\"soft\" font-size=\"10\"", shared ? "bank" : "word");
    y_ += 6.0;
  }

  void draw_row(const TouchedMemory& memory, std::size_t row) {
    body_ +=
        fmt::format("<text class=\"soft\" font-size=\"10\" text-anchor=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>",
                    kLeft - 8.0, y_ + 13.0, row * kColumns);
    for (int column = 0; column < kColumns; ++column) {
      const std::size_t number = row * kColumns + static_cast<std::size_t>(column);
      if (number >= memory.words.size()) break;
      const TouchedWord& word = memory.words[number];
      if (word.count > 0) body_ += "<g><title>" + escaped(tooltip(memory, number, word)) + "</title>";
      cell(across(column), y_, &word);
      if (word.count > 0) {
        lane(across(column), y_, std::to_string(word.thread % kColumns));
        body_ += "</g>";
      }
    }
    body_ += "\n";
    y_ += kHigh;
  }

  const simt::Touched& touched_;
  unsigned warps_ = 1;      // in a block
  bool by_thread_ = false;  // what a colour stands for
  std::string body_;
  double y_ = 0.0;
};

}  // namespace

std::string svg_touched(const simt::Touched& touched) { return Drawing(touched).svg(); }

}  // namespace seven
