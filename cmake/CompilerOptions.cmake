# One interface target with everything that our own files are compiled with; users of the library do not inherit it.
include(CheckCXXCompilerFlag)

add_library(seven_warnings INTERFACE)
target_compile_options(seven_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wcast-qual -Wundef
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # g++ 12 warns wrongly within std::string (GCC bug 105651)
if(SEVEN_WARNINGS_AS_ERRORS)
  target_compile_options(seven_warnings INTERFACE -Werror)
endif()
add_library(seven_options INTERFACE)
target_link_libraries(seven_options INTERFACE seven_warnings)

# -O3 matters for the kernels: it unrolls the register tiles. Math stays exact:
# no -ffast-math anywhere, so NaN and infinity are seen, and sums keep their order.
target_compile_options(seven_options INTERFACE $<$<CONFIG:Release>:-O3>)
# No one reads errno after a square root, and with it a loop of them cannot become vector instructions.
target_compile_options(seven_options INTERFACE -fno-math-errno)

if(SEVEN_ARCH)
  check_cxx_compiler_flag(-march=${SEVEN_ARCH} SEVEN_HAS_ARCH_FLAG)
  if(SEVEN_HAS_ARCH_FLAG)
    target_compile_options(seven_options INTERFACE -march=${SEVEN_ARCH})
  else()
    message(STATUS "The compiler does not know -march=${SEVEN_ARCH}: building for its default processor")
  endif()
endif()

if(SEVEN_SANITIZE)
  target_compile_options(seven_options INTERFACE -fsanitize=${SEVEN_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all
    # With a sanitizer's code around it, g++ 12 warns wrongly within std::regex (GCC bug 105562).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(seven_options INTERFACE -fsanitize=${SEVEN_SANITIZE})
endif()
