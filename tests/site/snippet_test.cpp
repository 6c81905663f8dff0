#include "site/snippet.h"

#include <doctest.h>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;
using seven::site::snippet;

TEST_CASE("a snippet is what stands between its marks, without its indentation and without other marks") {
  const TemporaryDirectory root;
  write_file(root / "a.cpp",
             "int before;\n//! [outer]\n  for (;;) {\n    //! [inner]\n    x();\n    //! [inner]\n\n  }\n//! "
             "[outer]\nint after;\n");
  CHECK(snippet(root.path(), "a.cpp", "outer", "page.md") == "for (;;) {\n  x();\n\n}\n");
  CHECK(snippet(root.path(), "a.cpp", "inner", "page.md") == "x();\n");
}

TEST_CASE("what is missing is said with page, file and label") {
  const TemporaryDirectory root;
  write_file(root / "a.cpp", "//! [once]\nint x;\n// [forward] in a sentence\nauto f = [forward](int) {};\n");
  for (const char* label : {"forward", "once"}) {
    const std::string message = message_of([&] { snippet(root.path(), "a.cpp", label, "chapters/01/README.md"); });
    for (const char* part : {"chapters/01/README.md", "a.cpp", label}) CHECK_MESSAGE(contains(message, part), message);
  }
  CHECK(contains(message_of([&] { snippet(root.path(), "b.cpp", "f", "page.md"); }), "b.cpp"));
}
