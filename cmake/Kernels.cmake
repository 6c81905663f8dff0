# Kernels (.cu files), compiled as C++ for the CPU: as `simt`, fast, and as `simt_check`, with the compiler's
# instrumentation of every memory access, whose calls end in lib/cuda/simt/check/hooks.cpp instead of a sanitizer's
# library. The two lie in namespaces of these names, and both are linked into one program.

# CUDA mixes int and unsigned in its indices, and so do kernels. Its own target, since clang++ lets the last flag win: it
# is linked after the warnings.
add_library(seven_kernel_warnings INTERFACE)
target_compile_options(seven_kernel_warnings INTERFACE -Wno-sign-compare -Wno-sign-conversion -Wno-unknown-pragmas)

# With -g, reports know lines. Sums are rounded step by step, so that both compilations give the same bits.
set(kernel_flags -x c++ -g1 -ffp-contract=off)
# Without tree-sra a float4 stays one access; vectors would merge what threads do one by one.
set(kernel_check_flags -O1 -fno-tree-sra -fno-tree-vectorize -fsanitize=thread,bounds,alignment
  --param=tsan-instrument-func-entry-exit=0)
# `seven simt` compiles students' files with them.
list(JOIN kernel_flags " " SEVEN_KERNEL_CHECK_FLAGS)
list(JOIN kernel_check_flags " " words)
string(APPEND SEVEN_KERNEL_CHECK_FLAGS " ${words}")

# Objects NAME_simt and, where checks are possible, NAME_simt_check of the kernel files given.
function(seven_add_kernels name)
  set_source_files_properties(${ARGN} PROPERTIES LANGUAGE CXX)
  set(targets simt)
  if(SEVEN_SIMT_CHECKS)
    list(APPEND targets simt_check)
  endif()
  foreach(target IN LISTS targets)
    add_library(${name}_${target} OBJECT ${ARGN})
    target_compile_definitions(${name}_${target} PRIVATE SEVEN_TARGET=${target})
    target_include_directories(${name}_${target} PRIVATE ${PROJECT_SOURCE_DIR}/lib)
    target_link_libraries(${name}_${target} PRIVATE seven_warnings seven_kernel_warnings)
    # -O3 unrolls the emulated matrix instructions for twelve seconds, and runs them no faster.
    target_compile_options(${name}_${target} PRIVATE ${kernel_flags} $<$<CONFIG:Release>:-O2>)
    if(SEVEN_SANITIZE MATCHES address)
      target_compile_options(${name}_${target} PRIVATE -fsanitize=${SEVEN_SANITIZE} -fno-sanitize-recover=all)
    endif()
  endforeach()
  if(SEVEN_SIMT_CHECKS)
    target_compile_options(${name}_simt_check PRIVATE ${kernel_check_flags})
  endif()
endfunction()
