// The picture of who touches which word: each touched word is a cell with its tooltip, and nothing breaks it.
#include <doctest.h>

#include "inspect/memory_picture.h"
#include "support/message.h"

using namespace seven;
using simt::Touched;
using simt::TouchedMemory;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

Touched two_warps() {
  Touched touched;
  touched.kernel = "copy<Pair<int, 2>>";
  touched.block = dim3(64);
  TouchedMemory x{"x & y", false, 4 * 100, std::vector<simt::TouchedWord>(100)};
  for (unsigned i = 0; i < 64; ++i) x.words[i] = {.read = true, .write = i % 2 == 0, .count = 1, .thread = i};
  TouchedMemory tile{"tile", true, 4 * 40, std::vector<simt::TouchedWord>(40)};
  tile.words[33] = {.write = true, .count = 3, .thread = 35, .by_other_warps = true};
  touched.memory = {x, tile};
  return touched;
}

}  // namespace

TEST_CASE("a cell for each word, with a tooltip where somebody came") {
  const std::string svg = svg_touched(two_warps());
  CHECK(count_of(svg, "<title>") == 65);
  CHECK(count_of(svg, "class=\"none\"") == 7);  // of the tile's second row; rows that nobody touched are left out
  for (const char* words :
       {"copy&lt;Pair&lt;int, 2&gt;&gt;: who touches which word", "x &amp; y", "device memory, 100 words",
        "words 64 to 99: nobody came here", "words 0 to 31: nobody came here", "shared memory of block 0, 40 words",
        "word 33 of tile: first block 0, thread 35 (warp 1, lane 3); written; 3 accesses, of other warps too; bank 1",
        "word 2 of x &amp; y: first block 0, thread 2 (warp 0, lane 2); read and written; 1 accesses"}) {
    CHECK_MESSAGE(contains(svg, words), words);
  }
}

TEST_CASE("a launch of one warp is coloured by its threads") {
  Touched touched = two_warps();
  CHECK(contains(svg_touched(touched), "block.warp that was first"));
  touched.block = dim3(32);
  CHECK(!contains(svg_touched(touched), "block.warp that was first"));
  CHECK(contains(svg_touched(touched), "thread 7 was first"));
}

TEST_CASE("what is too large is cut with a word, and nothing at all is said so") {
  Touched touched;
  touched.kernel = std::string(200, 'k');
  CHECK(contains(svg_touched(touched), "no memory was touched"));
  touched.memory = {{"big", false, 4 * 5000, std::vector<simt::TouchedWord>(Touched::kWords)}};
  touched.memory.front().words.back() = {.read = true, .count = 1};
  CHECK(contains(svg_touched(touched), "5000 words: the first 2048 are drawn"));
}
