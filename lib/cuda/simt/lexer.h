// C++ cut into words, as far as rewriting CUDA's syntax needs it: comments and blanks are left out, strings are whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seven::simt {

struct Word {
  enum class Kind { name, number, text, sign, include };  // text: "..." or '...'; include: the "name" of an #include

  Kind kind = Kind::sign;
  std::string_view text;
  std::size_t begin = 0;      // in the whole text
  bool in_directive = false;  // on a line that begins with #

  [[nodiscard]] std::size_t end() const { return begin + text.size(); }
  [[nodiscard]] bool is(std::string_view other) const { return text == other; }
};

// Signs are of one letter each, but for :: and ->. The words look into `text`.
std::vector<Word> words_of(const std::string& text);

}  // namespace seven::simt
