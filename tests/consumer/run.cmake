# Installs the build to a folder of its own, builds the consumer against that, and runs it with a right gradient and with a
# wrong one. Given with -D: BUILD_DIR, SOURCE_DIR (of this file), WORK_DIR, CONFIG, COMPILER, FLAGS (sanitizers).
function(step what expected)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code STREQUAL expected)
    message(FATAL_ERROR "consumer: ${what} ended with ${code}, expected ${expected}\n${output}")
  endif()
  message(STATUS "consumer: ${what}: ${code}, as it should\n${output}")
endfunction()

# Nothing of an earlier run may help this one.
file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR})
step("install" 0 ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${WORK_DIR}/prefix)
step("configure" 0 ${CMAKE_COMMAND} -G Ninja -S ${SOURCE_DIR} -B ${WORK_DIR}/build
  -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix -DCMAKE_BUILD_TYPE=${CONFIG} -DCMAKE_CXX_COMPILER=${COMPILER}
  "-DCMAKE_CXX_FLAGS=${FLAGS} -Wall -Wextra -Werror")
step("build" 0 ${CMAKE_COMMAND} --build ${WORK_DIR}/build)
step("right gradient" 0 ${WORK_DIR}/build/consumer)
step("wrong gradient" 1 ${WORK_DIR}/build/consumer wrong)
