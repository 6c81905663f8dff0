#include "learn/kernels.h"

#include <sstream>

#include "core/error.h"
#if defined(SEVEN_SIMT_CHECKS)
#include "cuda/simt/rewrite.h"
#endif

namespace seven::learn {

#if defined(SEVEN_SIMT_CHECKS)

bool kernels_here() { return true; }

std::string kernel_source(const std::string& text, const std::filesystem::path& file) {
  return "#line 1 \"" + file.string() + "\"\n" + simt::rewrite(text).text;
}

#else

bool kernels_here() { return false; }

std::string kernel_source(const std::string& /*text*/, const std::filesystem::path& file) {
  throw Error("this build cannot check kernels").where(file.string()).fix("./seven doctor").skipped();
}

#endif

std::vector<std::string> kernel_options(const std::filesystem::path& library, const std::string& flags) {
  std::vector<std::string> options;
  std::istringstream in(flags);
  for (std::string flag; in >> flag;) {
    if (flag == "-x") {
      in >> flag;  // a .cu file as C++: here it is one already
    } else {
      options.push_back(flag);
    }
  }
  // CUDA mixes int and unsigned in its indices, and so do kernels. What is handed out unused is for the student's
  // lines.
  for (const std::string& flag :
       {std::string("-DSEVEN_TARGET=simt_check"), "-I" + (library / "cuda/simt/include").string(),
        std::string("-Wno-sign-compare"), std::string("-Wno-unknown-pragmas"), std::string("-Wno-narrowing"),
        std::string("-Wno-unused-variable"), std::string("-Wno-unused-but-set-variable")})
    options.push_back(flag);
  return options;
}

}  // namespace seven::learn
