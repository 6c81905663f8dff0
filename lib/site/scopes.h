// Where in a C++ file a line stands: between declarations or inside a function. Knows braces, parentheses, strings,
// characters and comments; no more is needed for headers of our style.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seven::site {

class Scopes {
 public:
  // Whether a line that begins (or ends) here stands among declarations: of a namespace, a class or an enum.
  [[nodiscard]] bool declarations() const;
  // Whether it stands in no class and no enum.
  [[nodiscard]] bool namespace_level() const;

  // Reads one line. Returns where its comment begins, npos if it has none.
  std::size_t read(std::string_view line);

 private:
  enum class Kind { name_space, type, enumeration, other };

  void open_brace();

  std::vector<Kind> open_;
  int parentheses_ = 0;
  std::string statement_;      // what has been read of it
  std::string raw_delimiter_;  // of a raw string that goes on: ")css\""
};

}  // namespace seven::site
